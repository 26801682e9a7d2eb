"""Annotators: each reads a document and adds its layer; none knows another."""
