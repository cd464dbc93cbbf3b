#!/usr/bin/env python3
"""Django's command line for OPSW."""

import gc
import os
import sys

from django.core.management import execute_from_command_line

# What is imported stays: the collector would look through it for a fifth of the time.
gc.set_threshold(100_000, 50, 100)

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opsw_site.settings")
    execute_from_command_line(sys.argv)
