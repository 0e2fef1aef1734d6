#pragma once

#include "base/result.h"
#include "dataset/record_sink.h"

#include <QString>

#include <cstdint>
#include <string_view>

namespace datanet::dataset {

// Where the reader of a format puts records, on the reader's thread. An error means: stop, with it.
class RecordOutput
{
public:
    virtual ~RecordOutput() = default;
    virtual base::Status source(const QString &name) = 0;
    // Returns the SHA-256. At most kMaximumAttachmentBytes.
    virtual base::Result<base::Digest> attach(base::Bytes bytes) = 0;
    virtual base::Status record(std::string_view canonicalBody, std::int64_t line) = 0;
    virtual base::Status reject(std::string_view verbatim, std::int64_t line, const QString &reason) = 0;
};

// Raw text that may stand behind one record, in any format; white space, quoting and escapes make it larger than the
// record. What is longer is refused without being held in memory.
[[nodiscard]] constexpr std::size_t maximumRawBytes(std::int64_t maximumRecordBytes)
{
    return 4 * static_cast<std::size_t>(maximumRecordBytes);
}

} // namespace datanet::dataset
