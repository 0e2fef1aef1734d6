#pragma once

#include "curation/personal_data/near_words.h"
#include "curation/personal_data/personal_datum.h"

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace datanet::curation {

// A kind of number with rules of its own.
struct NumberKind
{
    PersonalKind kind = PersonalKind::NationalId;
    std::string_view country = {};
    std::string_view name = {};
    // How it is written: lengths of groups of digits and letters with what stands between them, "3.3.3-2".
    std::vector<std::string_view> shapes = {};
    // The same, for ways of writing in which too many other numbers pass: they count beside one of the words only.
    std::vector<std::string_view> looseShapes = {};
    Words words = {};
    // Whether digits and capital letters, without what stands between them, are such a number.
    bool (*holds)(std::string_view compact) = nullptr;
};

// Finds numbers of several kinds in one walk: groups are put together as the shapes say and then judged. What is part
// of something longer (a UUID, a decimal, an amount, a row of figures) is left alone. Linear time. Any thread.
class WrittenNumbers
{
public:
    explicit WrittenNumbers(std::vector<NumberKind> kinds);

    // Adds what is in the text, ascending, not overlapping. The field's name counts as a word beside the number.
    void find(std::string_view plain, std::string_view field, PersonalData &found) const;

private:
    struct Use
    {
        std::uint16_t kind = 0;
        bool loose = false;
    };
    using Shape = std::uint64_t;

    void add(std::uint16_t kind, std::string_view shape, bool loose);
    // The end of the number that begins here; 0: none does.
    std::size_t tryAt(std::string_view plain, std::string_view field, std::size_t begin, PersonalData &found) const;

    std::vector<NumberKind> m_kinds;
    std::unordered_map<Shape, std::vector<Use>> m_shapes; // without uses: the beginning of a longer one
};

} // namespace datanet::curation
