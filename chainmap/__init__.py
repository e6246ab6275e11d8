"""chainmap: which links of its supply chains a region has, lacks, and whom to invite."""

__version__ = "0.1.0"
METHOD_VERSION = 1
