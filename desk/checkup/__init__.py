"""Checks of the installation, the archive, the sources and the machine, each with what to do."""
