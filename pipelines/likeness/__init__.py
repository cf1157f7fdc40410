"""Whether two texts are the same report, in what they differ, and how copies are found at all."""
