#pragma once

#include "curation/check_run.h"
#include "curation/duplicate_check.h"
#include "curation/kept_records.h"

// How what is kept of a record comes about, and what is read from it again; for this library only.
namespace datanet::curation {

[[nodiscard]] DuplicateCheck *duplicatesIn(const Checks &checks);
// Whether everything that the checks look at in order is kept.
[[nodiscard]] bool canKeep(const Checks &checks);
// Of a record after its parallel half.
[[nodiscard]] KeptRecord keptOf(const Checks &checks, const ReportBuilder &builder, const ExaminedRecord &record);

// What KeptRecord::own holds, read piece by piece.
struct KeptFinding
{
    std::uint16_t check = 0;
    std::uint16_t rule = 0; // of the report
    base::ByteView detail; // as in dataset::StoredFinding
};
struct KeptMemo
{
    std::uint16_t check = 0;
    base::ByteView bytes;
};
struct OwnOfRecord
{
    std::vector<KeptFinding> findings;
    std::vector<KeptMemo> memos;

    // False when the bytes are not what keptOf() wrote. The views live as long as the bytes.
    [[nodiscard]] bool read(std::string_view own);
};

// Fills KeptRecords in a whole run.
class RecordKeeper
{
public:
    RecordKeeper(const Checks &checks, const ReportBuilder &builder, KeptRecords &kept);

    void examined(const ExaminedRecord &record); // before the ordered half
    void taken(); // after it
    // learnt: by SetCheck; compared: the records that these found something about.
    void finish(std::vector<LearntFacts> learnt, std::vector<std::uint32_t> compared);

private:
    const Checks &m_checks;
    const ReportBuilder &m_builder;
    const DuplicateCheck *m_duplicates;
    KeptRecords &m_kept;
};

} // namespace datanet::curation
