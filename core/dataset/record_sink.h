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

    // What follows comes from this file of a folder or archive: "photos/2021/cat.jpg". Not called for a single file.
    virtual base::Status source(const QString &) { return {}; }
    // A file that is kept with the data, before the first record that names its SHA-256. At most
    // kMaximumAttachmentBytes; the same file may come again.
    virtual base::Status attach(base::ByteView bytes, const base::Digest &sha256) = 0;
    // The record with this id is soon to be accepted: what that will look up may be fetched from memory meanwhile.
    virtual void foresee(const base::Digest &) { }
    // line: where the record began, from 1: a line of the decoded text, a row of a sheet, a page of a PDF, a paragraph
    // of a document. 0: the file as a whole.
    virtual base::Status accept(std::string_view canonicalBody, const base::Digest &id, std::int64_t line) = 0;
    // A piece of input that did not become (part of) a record. verbatim: the input as it was (any bytes), cut after
    // kMaximumVerbatimBytes. reason: English, without the line.
    virtual base::Status reject(std::string_view verbatim, std::int64_t line, const QString &reason) = 0;
};

} // namespace datanet::dataset
