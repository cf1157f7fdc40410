"""Bundled sample news sites and the loopback server that the demo and the tests share."""
