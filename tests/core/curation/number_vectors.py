#!/usr/bin/env python3
"""Writes number_vectors.txt: numbers that python-stdnum 2.2 (PyPI) holds valid, and neighbours of them that it refuses.

One a line: kind, country, digits, 1 or 0. The finder's own formulas have no part in it.
"""
import importlib
import random
import re
import sys
from pathlib import Path

from stdnum import iban, luhn, numdb

rng = random.Random(6)
EACH = 30


def digits(count):
    return ''.join(rng.choice('0123456789') for _ in range(count))


def day(order):
    year, month, day = rng.randint(40, 99), rng.randint(1, 12), rng.randint(1, 28)
    return ''.join(f'{ {"y": year, "m": month, "d": day}[c]:02}' for c in order)


def letters(alphabet, count):
    return ''.join(rng.choice(alphabet) for _ in range(count))


UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
# module, country, a maker of candidates that are tried until the module takes one
IDS = [
    ('be.nn', 'BE', lambda: day('ymd') + digits(5)),
    ('ch.ssn', 'CH', lambda: '756' + digits(10)),
    ('de.idnr', 'DE', lambda: digits(11)),
    ('es.dni', 'ES', lambda: digits(8) + letters(UPPER, 1)),
    ('es.nie', 'ES', lambda: letters('XYZ', 1) + digits(7) + letters(UPPER, 1)),
    ('fi.hetu', 'FI', lambda: day('dmy') + '-' + f'{rng.randint(2, 899):03}' + letters(UPPER + '0123456789', 1)),
    ('fr.nir', 'FR', lambda: letters('12', 1) + day('ym') + letters('123456789', 1) + digits(9)),
    ('gb.nhs', 'GB', lambda: digits(10)),
    ('it.codicefiscale', 'IT', lambda: letters('BCDFGLMNPRST', 6) + f'{rng.randint(40, 99)}'
     + letters('ABCDEHLMPRST', 1) + f'{rng.randint(1, 28) + rng.choice((0, 40)):02}' + letters(UPPER, 1) + digits(3)
     + letters(UPPER, 1)),
    ('nl.bsn', 'NL', lambda: digits(9)),
    ('no.fodselsnummer', 'NO', lambda: day('dm') + f'{rng.randint(40, 99)}' + f'{rng.randint(0, 499):03}' + digits(2)),
    ('pl.pesel', 'PL', lambda: day('ymd') + digits(5)),
    ('pt.nif', 'PT', lambda: letters('123', 1) + digits(8)),
    ('se.personnummer', 'SE', lambda: day('ymd') + '-' + digits(4)),
    ('tr.tckimlik', 'TR', lambda: digits(11)),
    ('au.tfn', 'AU', lambda: digits(9)),
    ('br.cpf', 'BR', lambda: digits(11)),
    ('ca.sin', 'CA', lambda: digits(9)),
    ('cn.ric', 'CN', lambda: '110105' + '19' + day('ymd') + digits(3) + letters('0123456789X', 1)),
    ('in_.aadhaar', 'IN', lambda: letters('23456789', 1) + digits(11)),
    ('za.idnr', 'ZA', lambda: day('ymd') + digits(4) + letters('01', 1) + letters('89', 1) + digits(1)),
]
CARDS = [('4', 16), ('51', 16), ('55', 16), ('2221', 16), ('2720', 16), ('34', 15), ('37', 15), ('6011', 16), ('65', 16),
         ('3528', 16), ('3589', 16), ('62', 16), ('2200', 16), ('36', 14), ('305', 14)]


def neighbour(number):
    """The same number with one digit changed."""
    places = [i for i, c in enumerate(number) if c.isdigit()]
    place = rng.choice(places[len(places) // 2:])
    return number[:place] + str((int(number[place]) + rng.randint(1, 9)) % 10) + number[place + 1:]


def both(kind, country, make, valid, out):
    good = []
    while len(good) < EACH:
        candidate = make()
        if valid(candidate):
            good.append(candidate)
    for number in good:
        out.append((kind, country, number, 1))
        wrong = neighbour(number)
        while valid(wrong):
            wrong = neighbour(number)
        out.append((kind, country, wrong, 0))


def iban_maker(country, form):
    sets = {'n': '0123456789', 'a': UPPER, 'c': '0123456789' + UPPER}
    parts = [(int(n), sets[kind]) for n, kind in re.findall(r'(\d+)!?([nac])', form)]

    def make():
        bban = ''.join(letters(alphabet, count) for count, alphabet in parts)
        return country + iban.calc_check_digits(country + '00' + bban) + bban

    return make


out = []
for name, country, make in IDS:
    both('national-id', country, make, importlib.import_module('stdnum.' + name).is_valid, out)
for prefix, length in CARDS:
    both('payment-card', '-', lambda: prefix + digits(length - len(prefix)), luhn.is_valid, out)
for line in (Path(numdb.__file__).parent / 'iban.dat').read_text().splitlines():
    entry = re.match(r'([A-Z]{2}) .*bban="([^"]*)"', line)
    if entry:
        make = iban_maker(*entry.groups())
        for number in (make(), make(), make(), make()):
            assert iban.is_valid(number, check_country=False), number
            out.append(('iban', entry.group(1), number, 1))
            wrong = neighbour(number)
            out.append(('iban', entry.group(1), wrong, int(iban.is_valid(wrong, check_country=False))))
sys.stdout.write(''.join(f'{kind} {country} {number} {good}\n' for kind, country, number, good in out))
