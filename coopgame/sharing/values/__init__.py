"""How games in coalitional form are divided: values, the core, and what they rest on."""
