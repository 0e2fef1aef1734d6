#pragma once

#include "base/result.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace datanet::dataset {

// Brings one JSON object to its canonical bytes: RFC 8785, strings in NFC. Buffers are kept between calls, so one
// parser serves millions of records; one thread at a time.
//
// Invalid, with the byte and in words a person understands, for: anything that is not exactly one JSON object, bytes
// that are not UTF-8, a member name given twice (also when only NFC makes them equal), a number whose canonical form
// has another decimal value (2^53 + 1, 1e400), lone surrogates, and whatever passes the bounds of record.h.
class RecordParser
{
public:
    RecordParser();
    ~RecordParser();
    RecordParser(RecordParser &&) noexcept;
    RecordParser &operator=(RecordParser &&) noexcept;

    // Top-level fields that the schema declares as text: a number in one of them becomes a string of exactly the
    // characters that were written, so that nothing of it is lost.
    void setTextFields(std::vector<std::string> names);

    // The view is valid until the next call. `readable` is how many bytes may be read from json.data() on, for callers
    // that parse inside a larger buffer: with at least kPadding bytes behind the text nothing is copied.
    static constexpr std::size_t kPadding = 64;
    [[nodiscard]] base::Result<std::string_view> canonical(std::string_view json, std::size_t readable = 0);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace datanet::dataset
