"""Council feeds in, tweet drafts in a queue, a person says yes."""

__version__ = "0.1.0"
