#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/task.h"
#include "versioning/repository.h"

#include <QString>

#include <vector>

namespace datanet::provenance {

// Every file of one version with the SHA-256 of its bytes, sorted by name: what a signature covers. It becomes an
// in-toto Statement v1 with the predicate of OpenSSF Model Signing 1.0, serialization "files".
struct Manifest
{
    struct File
    {
        QString name; // path from the root of the content
        base::Digest sha256;
        bool operator==(const File &) const = default;
    };
    static constexpr qsizetype kMostFiles = 4'000'000;
    static constexpr std::int64_t kMaximumBytes = std::int64_t(1) << 30;

    QString subject; // name of the signed thing: the data set's title
    std::vector<File> files;
    std::vector<QString> ignored; // paths outside the signature, as the signer declared them
    bool operator==(const Manifest &) const = default;

    // SHA-256 over the files' digests, one after another: the statement's subject.
    [[nodiscard]] base::Digest subjectDigest() const;
    // The statement, canonical: the payload that is signed, and manifest.json among the proofs.
    [[nodiscard]] base::Bytes toStatement() const;
    // Reads anybody's statement. Invalid for another type or predicate, another serialization, unsorted or repeated
    // names, paths that leave the root, or a subject that is not the digest of the files.
    [[nodiscard]] static base::Result<Manifest> fromStatement(base::ByteView json);
};

// Of a version: documents, segments and attachments as their bytes lie in git. recordIds: where the ids of all records
// are to be put, ascending, from the same reading.
[[nodiscard]] base::Result<Manifest> manifestOf(const versioning::Repository &repository,
                                                const versioning::CommitId &version, base::TaskContext &task,
                                                std::vector<base::Digest> *recordIds = nullptr);

} // namespace datanet::provenance
