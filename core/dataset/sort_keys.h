#pragma once

#include "dataset/field_scanner.h"

#include <cstdint>
#include <string>
#include <vector>

namespace datanet::dataset {

// The values of one column of many rows in a form that compares quickly. 16 bytes a row and what long values need
// beyond their first 8 bytes. One thread at a time.
class SortKeys
{
public:
    struct Key
    {
        std::uint64_t head = 0; // the value's first bytes; of a number all of it
        std::uint32_t row = 0;
        std::uint32_t kindAndRest = 0; // kind in the upper bits; where the rest is, in steps of eight bytes; 0: no rest
    };

    // Adds a row's value; no field: blank. False when there is no more room.
    [[nodiscard]] bool add(std::uint32_t row, const FieldScanner::Field *field);
    // Adds what another has. False when there is no more room.
    [[nodiscard]] bool take(const SortKeys &other);
    void clear();

    [[nodiscard]] std::vector<Key> &keys() { return m_keys; }
    // Whether one row stands before another: equal values by their rows, blank ones last in both directions.
    [[nodiscard]] bool before(const Key &left, const Key &right, bool descending) const;

private:
    [[nodiscard]] int compare(const Key &left, const Key &right) const;
    [[nodiscard]] std::string_view rest(const Key &key) const;

    std::vector<Key> m_keys;
    std::string m_rests; // each: two bytes of length, then the bytes, padded
    std::string m_folded;
};

} // namespace datanet::dataset
