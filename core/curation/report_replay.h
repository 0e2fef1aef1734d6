#pragma once

#include "curation/check_run.h"
#include "curation/kept_records.h"
#include "curation/record_keeper.h"

#include <vector>

namespace datanet::curation {

// Goes through all that is kept as a whole run goes through the records.
class ReportReplay
{
public:
    // changed, by number: set where a check that depends on the records before finds something. All of them outlive
    // this.
    ReportReplay(const Checks &checks, ReportBuilder &builder, const KeptRecords &kept, std::vector<bool> &changed);

    // Once. False when what is kept can't be read.
    [[nodiscard]] bool run();

private:
    [[nodiscard]] RecordView view(std::uint32_t number) const;
    void addStanding(std::uint32_t number);
    [[nodiscard]] NeighbourFacts factsOf(std::uint32_t number);
    [[nodiscard]] bool addAll(std::uint32_t number, std::string_view own);
    [[nodiscard]] bool addOwn(std::uint32_t number, const KeptFinding &kept);
    [[nodiscard]] bool replay(std::uint32_t number, std::size_t check, const KeptMemo &kept);

    const Checks &m_checks;
    ReportBuilder &m_builder;
    const KeptRecords &m_kept;
    std::vector<bool> &m_changed;
    const DuplicateCheck *m_duplicates;
    OwnOfRecord m_own;
    OwnOfRecord m_memos; // of whichever record was asked for last
    std::vector<Finding> m_findings;
};

} // namespace datanet::curation
