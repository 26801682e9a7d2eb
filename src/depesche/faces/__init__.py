"""Faces: thin ways to use Depesche."""
