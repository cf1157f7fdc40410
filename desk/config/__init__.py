"""The configuration file: its shape, how it is read, and how it is shown."""
