"""Staged games: backward induction, the conditions of its answers, comparative statics, and numbers."""
