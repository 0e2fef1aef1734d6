#pragma once

#include "dataset/record_sink.h"
#include "dataset/working_copy.h"

#include <cstdint>
#include <memory>

namespace datanet::dataset {

// What became of the rows of one import.
struct ImportTotals
{
    std::int64_t batch = 0;
    std::int64_t added = 0;
    std::int64_t repeats = 0; // the same record (or the same key with the same values) was there already: collapsed
    std::int64_t conflicts = 0; // the same key with other values was there already: kept aside among the rejects
    std::int64_t keyless = 0; // lacked a key field: kept aside among the rejects
    std::int64_t rejected = 0; // all that were kept aside: by the importer, conflicts and keyless
    bool operator==(const ImportTotals &) const = default;
};

// Takes records in bulk: give it to importFile() as its sink, then finish(). Rows are packed, hashed, compressed and
// stored on a thread of its own while the caller parses the next ones. Destroyed without finish(), or killed, it leaves
// nothing behind. Used by one thread; the working copy must not be used otherwise until it is gone.
class ImportBatch final : public RecordSink
{
public:
    ~ImportBatch() override;

    // Whence the rows that follow come, for whoever reads what was refused.
    base::Status source(const QString &name) override;
    // Kept with the rows, in the same step.
    base::Status attach(base::ByteView bytes, const base::Digest &sha256) override;
    void foresee(const base::Digest &id) override;
    // Ids are trusted to be those of the bodies, and the bodies to be canonical.
    base::Status accept(std::string_view canonicalBody, const base::Digest &id, std::int64_t line) override;
    base::Status reject(std::string_view verbatim, std::int64_t line, const QString &reason) override;

    // What finish() would keep now.
    [[nodiscard]] const ImportTotals &totals() const;

    // Makes everything durable and visible in one step. Call once.
    [[nodiscard]] base::Result<ImportTotals> finish();

private:
    friend class WorkingCopy;
    struct Work;
    explicit ImportBatch(std::unique_ptr<Work> work);
    std::unique_ptr<Work> m_work;
};

} // namespace datanet::dataset
