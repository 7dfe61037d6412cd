"""Circumstances: when and where an event was, and on which occasion something was said."""
