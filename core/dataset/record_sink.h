#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <QString>

#include <cstdint>
#include <string_view>

namespace datanet::dataset {

inline constexpr std::int64_t kMaximumVerbatimBytes = 64 << 10; // kept of a rejected piece of input

// Where an importer puts what it read. Called on the importer's calling thread only, in the order of the input; views
// live until the call returns. A failing call ends the import with that error.
class RecordSink
{
public:
    virtual ~RecordSink() = default;

    // line: where the record began in the decoded text, from 1.
    virtual base::Status accept(std::string_view canonicalBody, const base::Digest &id, std::int64_t line) = 0;
    // verbatim: the input as it was (any bytes), cut after kMaximumVerbatimBytes. reason: English, without the line.
    virtual base::Status reject(std::string_view verbatim, std::int64_t line, const QString &reason) = 0;
};

} // namespace datanet::dataset
