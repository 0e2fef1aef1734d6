#include "curation/report_replay.h"

#include "curation/duplicate_check.h"
#include "curation/set_comparison.h"

namespace datanet::curation {

ReportReplay::ReportReplay(const Checks &checks, ReportBuilder &builder, const KeptRecords &kept,
                           std::vector<bool> &changed)
    : m_checks(checks), m_builder(builder), m_kept(kept), m_changed(changed), m_duplicates(duplicatesIn(checks))
{
}

bool ReportReplay::run()
{
    for (std::uint32_t number = 0; number < m_kept.size(); ++number) {
        m_builder.begin(m_kept.positions[number]);
        const std::string_view own = m_kept.ownOf(number);
        if (own.empty())
            addStanding(number);
        else if (!addAll(number, own))
            return false;
        m_builder.end();
    }
    return true;
}

RecordView ReportReplay::view(std::uint32_t number) const
{
    static const dataset::FieldScanner none;
    return {number, m_kept.positions[number], {}, m_kept.ids[number], none};
}

void ReportReplay::addStanding(std::uint32_t number)
{
    if (!m_duplicates || m_kept.known[number])
        return;
    const std::uint32_t leader = m_kept.leaders[number];
    if (m_kept.firsts[number] == number && leader == number)
        return;
    const auto against = DuplicateCheck::against(number, {m_kept.firsts[number], leader, m_kept.similarity(number)});
    const std::uint32_t other = against->other;
    const NeighbourFacts mine = factsOf(number);
    // The duplicate check's rules are counted on without their words once there are enough of them.
    const auto rule = m_builder.numberOf(against->rule.id);
    if (rule && !m_builder.keeps(*rule) && mine.isEmpty()) {
        m_builder.count(*rule);
        return;
    }
    const NeighbourFacts theirs = mine.isEmpty() ? NeighbourFacts() : factsOf(other);
    m_findings.clear();
    m_duplicates->report(view(number), *against, mine, {m_kept.positions[other], m_kept.ids[other], theirs},
                         m_findings);
    for (Finding &finding : m_findings) {
        if (m_builder.settle(finding))
            m_builder.add(std::move(finding));
    }
}

// What the duplicate check keeps as its memo.
NeighbourFacts ReportReplay::factsOf(std::uint32_t number)
{
    if (!m_memos.read(m_kept.ownOf(number)))
        return {};
    for (const KeptMemo &memo : m_memos.memos) {
        if (memo.check < m_checks.size() && m_checks[memo.check].get() == m_duplicates)
            return NeighbourFacts::unpacked(memo.bytes).value_or(NeighbourFacts());
    }
    return {};
}

bool ReportReplay::addAll(std::uint32_t number, std::string_view own)
{
    if (!m_own.read(own))
        return false;
    for (std::size_t check = 0; check < m_checks.size(); ++check) {
        for (const KeptFinding &kept : m_own.findings) {
            if (kept.check == check && !addOwn(number, kept))
                return false;
        }
        for (const KeptMemo &kept : m_own.memos) {
            if (kept.check == check && m_checks[check].get() != m_duplicates && !replay(number, check, kept))
                return false;
        }
        if (m_checks[check].get() == m_duplicates)
            addStanding(number);
    }
    return true;
}

bool ReportReplay::addOwn(std::uint32_t number, const KeptFinding &kept)
{
    if (!m_builder.has(kept.rule))
        return false;
    if (!m_builder.keeps(kept.rule)) {
        m_builder.count(kept.rule);
        return true;
    }
    const Rule &rule = m_builder.rule(kept.rule);
    auto finding = fromStored({rule.id, static_cast<int>(rule.severity), m_kept.positions[number], m_kept.ids[number],
                               kept.detail.toByteArray()});
    if (!finding)
        return false;
    m_builder.add(std::move(*finding));
    return true;
}

bool ReportReplay::replay(std::uint32_t number, std::size_t check, const KeptMemo &kept)
{
    auto *ordered = dynamic_cast<OrderedCheck *>(m_checks[check].get());
    const auto memo = ordered ? ordered->unpacked(kept.bytes) : nullptr;
    if (!memo)
        return false;
    m_findings.clear();
    ordered->inOrder(view(number), memo.get(), m_findings);
    for (Finding &finding : m_findings) {
        m_changed[number] = true;
        if (m_builder.settle(finding))
            m_builder.add(std::move(finding));
    }
    return true;
}

} // namespace datanet::curation
