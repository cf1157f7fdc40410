"""SQL that a reader writes: bounded in rights, time and memory, in a process that can be ended."""
