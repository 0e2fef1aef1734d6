// SPDX-License-Identifier: GPL-3.0-or-later
pragma solidity 0.8.37;

import {IParameters, Key, fieldOf} from "./Types.sol";

/// Records that most of the other reviewers kept or left out, and how often this one did the same.
struct Tally {
    uint32 kept;
    uint32 keptToo; // at most kept
    uint32 left;
    uint32 leftToo; // at most left
}

/// Whether somebody's votes say anything about the records: Youden's J = keptToo / kept + leftToo / left - 1. It is 0 for
/// all who vote without reading, whatever they prefer (keep everything, leave everything out, throw a coin), because it
/// compares with the votes of others only. It is far from 0 for readers even where they often disagree.
library Informedness {
    struct Rule {
        uint256 least; // of J, in basis points; 0 switches the rule off
        uint256 evidence; // records of each class before anybody is judged
        uint256 memory_; // records of each class that are remembered: above it both numbers of the class are halved
    }

    function ruleOf(IParameters parameters, uint24 id) internal view returns (Rule memory) {
        uint256 word = parameters.word(id, Key.leastInformedness / 4);
        return Rule(
            fieldOf(word, Key.leastInformedness), fieldOf(word, Key.leastEvidence), fieldOf(word, Key.evidenceMemory)
        );
    }

    /// Changes a tally by a round: takes back what it added before (0: nothing), as far as that has not faded, and adds what
    /// was seen: of each class at most an eighth of the evidence that is needed, so that it takes at least eight
    /// contributions, however large, to judge anybody. What was added comes back in four times 16 bits.
    function replace(Tally memory t, uint64 less, Tally memory seen, Rule memory rule) internal pure returns (uint64 added) {
        uint64 more;
        (t.kept, t.keptToo, added) = _class(t.kept, t.keptToo, uint32(less), seen.kept, seen.keptToo, rule);
        // Both classes fade by themselves: a datanet that keeps nearly everything does not forget what it left out.
        (t.left, t.leftToo, more) = _class(t.left, t.leftToo, less >> 32, seen.left, seen.leftToo, rule);
        added |= more << 32;
    }

    /// Whether a seat is paid: enough informedness, or not yet enough to tell.
    function isPaid(Tally memory t, Rule memory rule) internal pure returns (bool) {
        unchecked {
            (uint256 kept, uint256 left) = (t.kept, t.left);
            if (rule.least == 0 || kept < rule.evidence || left < rule.evidence) return true;
            return (t.keptToo * left + t.leftToo * kept) * 10_000 >= kept * left * (10_000 + rule.least);
        }
    }

    /// One class: `all` records and, of these, `too`.
    function _class(uint256 all, uint256 too, uint256 less, uint256 seen, uint256 seenToo, Rule memory rule)
        private
        pure
        returns (uint32, uint32, uint64)
    {
        unchecked {
            uint256 part = uint16(less);
            all = all > part ? all - part : 0;
            part = less >> 16;
            too = too > part ? too - part : 0;
            if (too > all) too = all;
            part = rule.evidence / 8;
            if (seen > part) (seen, seenToo) = (part, (seenToo * part + seen / 2) / seen); // nothing stays nothing, all stays all
            (all, too) = (all + seen, too + seenToo);
            while (all > rule.memory_) (all, too) = (all / 2, too / 2);
            return (uint32(all), uint32(too), uint64(seen | (seenToo << 16)));
        }
    }
}
