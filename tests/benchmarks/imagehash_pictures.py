#!/usr/bin/env python3
"""The peer of bench_media: imagehash (pip install imagehash) over the pictures that `bench_media write` made.

imagehash_pictures.py FOLDER: decodes each picture, whole and as Pillow's draft mode makes it small, and takes its DCT
hash; prints JSON lines. The hash is all that it does: no sharpness, no EXIF, no comparison.
"""

import json
import pathlib
import sys
import time

import imagehash
from PIL import Image


def run(name, files, draft):
    wall = time.perf_counter()
    spent = time.process_time()
    for path in files:
        with Image.open(path) as image:
            if draft:
                image.draft("L", (512, 512))
            imagehash.phash(image)
    wall = time.perf_counter() - wall
    spent = time.process_time() - spent
    print(json.dumps({"name": name, "records": len(files), "seconds": round(wall, 4),
                      "processor_seconds": round(spent, 4), "a_processor_second": round(len(files) / spent, 1)}))


pictures = sorted(pathlib.Path(sys.argv[1]).glob("*.jpg"))
run("imagehash.phash, whole picture", pictures, False)
run("imagehash.phash, draft mode", pictures, True)
