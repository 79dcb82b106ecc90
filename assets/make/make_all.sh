#!/bin/sh
# Makes every picture, the font and every sound anew.
# Needs Python 3 with numpy, Pillow and fontTools; PYTHON may name another one.
set -e
cd "$(dirname "$0")"
for script in sky rocks ship saucer effects logo font sounds bunny; do
    "${PYTHON:-python3}" -B "make_$script.py"
done
