#!/bin/sh
# Terraform itself, after a line in COUNTED_LOG with what it is called for.
echo "$1" >> "$COUNTED_LOG"
exec terraform "$@"
