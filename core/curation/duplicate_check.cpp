#include "curation/duplicate_check.h"

#include "curation/accepted_index.h"
#include "curation/checks.h"
#include "curation/compared_text.h"

namespace datanet::curation {

using namespace Qt::StringLiterals;

namespace {

const Rule kDuplicate{
    u"duplicate"_s,
    u"duplicate"_s,
    Severity::Caution,
    true,
    u"The same as another record"_s,
    u"The same record or the same words as an accepted or an earlier one: only the earliest is paid."_s};
const Rule kNearDuplicate{
    u"near-duplicate"_s,
    u"near-duplicate"_s,
    Severity::Caution,
    true,
    u"Almost the same as another record"_s,
    u"It shares so many word pairs with an accepted or an earlier record that it adds nothing."_s};
const Rule kClose{u"close"_s,
                  u"near-duplicate"_s,
                  Severity::Caution,
                  false,
                  u"Close to an accepted record"_s,
                  u"Below the limit of a near-duplicate, but close enough for a person to look."_s};

} // namespace

DuplicateCheck::DuplicateCheck(const DatanetRules &rules, const AcceptedIndex *accepted)
    : m_textField(rules.schema.textField.toStdString()),
      m_textName(rules.schema.textField),
      m_limit(similarity::percentRatio(rules.nearDuplicatePercent)),
      m_close(similarity::percentRatio(rules.closePercent)),
      m_accepted(accepted),
      m_neighbours(rules),
      m_clusters(m_limit)
{
}

std::vector<Rule> DuplicateCheck::rules() const
{
    std::vector<Rule> rules{kDuplicate, kNearDuplicate, kClose};
    for (Rule &rule : NeighbourComparison::rules())
        rules.push_back(std::move(rule));
    return rules;
}

std::unique_ptr<Memo> DuplicateCheck::examine(const RecordView &record, std::vector<Finding> &findings) const
{
    thread_local std::string buffer;
    const std::string_view text = comparedText(record.fields, m_textField, buffer);
    auto memo = std::make_unique<DuplicateMemo>();
    ComparedWording wording = comparedWording(text);
    memo->wording = wording.identity;
    memo->prepared = std::move(wording.prepared);
    memo->facts = m_neighbours.factsOf(record.fields);
    if (m_accepted)
        memo->known = compareWithAccepted(record, text, *memo, findings);
    return memo;
}

similarity::Prepared DuplicateCheck::preparedOf(const dataset::FieldScanner &fields) const
{
    thread_local std::string buffer;
    const std::string_view text = comparedText(fields, m_textField, buffer);
    return comparedWording(text).prepared;
}

void DuplicateCheck::inOrder(const RecordView &record, const Memo *memo, std::vector<Finding> &findings)
{
    const auto &mine = static_cast<const DuplicateMemo &>(*memo);
    const auto number = static_cast<std::uint32_t>(m_seen.size());
    m_seen.push_back({record.position, record.id, numberOf(mine.facts)});
    const auto [sameId, newId] = m_byId.try_emplace(record.id, number);
    // The earliest record with this id, else with this wording; the record itself when there is none.
    m_last.first = sameId->second;
    if (mine.wording) {
        const auto [sameWording, newWording] = m_byWording.try_emplace(*mine.wording, number);
        if (newId)
            m_last.first = sameWording->second;
    }
    const auto assignment = m_clusters.add(mine.prepared);
    m_last.leader = assignment.leader;
    m_last.similarity = assignment.similarity;
    if (mine.known)
        return;
    if (const auto found = against(number, m_last)) {
        const Seen &other = m_seen[found->other];
        report(record, *found, mine.facts, {other.position, other.id, m_facts[other.facts]}, findings);
    }
}

std::uint32_t DuplicateCheck::numberOf(const NeighbourFacts &facts)
{
    if (facts.isEmpty())
        return 0;
    const auto next = static_cast<std::uint32_t>(m_facts.size());
    const auto [at, isNew] = m_factNumbers.try_emplace(facts.packed().toStdString(), next);
    if (isNew)
        m_facts.push_back(facts);
    return at->second;
}

std::optional<DuplicateCheck::Against> DuplicateCheck::against(std::uint32_t number, const Standing &standing)
{
    if (standing.first != number)
        return Against{kDuplicate, standing.first, {1, 1}};
    if (standing.leader != number)
        return Against{kNearDuplicate, standing.leader, standing.similarity};
    return std::nullopt;
}

void DuplicateCheck::report(const RecordView &record, const Against &against, const NeighbourFacts &mine,
                            const Other &other, std::vector<Finding> &findings) const
{
    Finding finding = basis(against.rule, record, against.similarity);
    finding.evidence->position = other.position;
    finding.evidence->id = other.id;
    const Evidence evidence = *finding.evidence;
    findings.push_back(std::move(finding));
    m_neighbours.compare(record, mine, other.facts, evidence, findings);
}

bool DuplicateCheck::compareWithAccepted(const RecordView &record, std::string_view text, const DuplicateMemo &memo,
                                         std::vector<Finding> &findings) const
{
    auto same = m_accepted->withId(record.id);
    if (!same && memo.wording)
        same = m_accepted->withWording(*memo.wording);
    if (same) {
        findings.push_back(withAccepted(kDuplicate, record, text, *same, {1, 1}));
        return true;
    }
    const auto near = m_accepted->nearest(memo.prepared, m_close);
    if (!near)
        return false;
    const bool over = near->similarity.reaches(m_limit);
    findings.push_back(withAccepted(over ? kNearDuplicate : kClose, record, text, near->number, near->similarity));
    return over; // a record that is only close may still repeat one of its own set
}

Finding DuplicateCheck::basis(const Rule &rule, const RecordView &record, const similarity::Ratio &similarity) const
{
    Finding finding = findingOf(rule, record);
    finding.field = m_textName;
    finding.evidence.emplace();
    finding.evidence->similarity = similarity;
    finding.evidence->limit = m_limit;
    finding.fixes = {Fix::LeaveOut, Fix::Keep, Fix::Edit};
    return finding;
}

Finding DuplicateCheck::withAccepted(const Rule &rule, const RecordView &record, std::string_view text,
                                     std::uint32_t number, const similarity::Ratio &similarity) const
{
    Finding finding = basis(rule, record, similarity);
    const AcceptedOrigin origin = m_accepted->origin(number);
    const similarity::SharedWords shared = sharedWording(text, m_accepted->text(number));
    finding.evidence->accepted = true;
    finding.evidence->id = m_accepted->id(number);
    finding.evidence->position = static_cast<dataset::Position>(origin.position);
    finding.evidence->contributor = origin.contributor;
    finding.evidence->contribution = origin.contribution;
    finding.evidence->sharedWords = shared.sharedWords;
    finding.evidence->words = shared.leftWords;
    return finding;
}

base::Result<std::unique_ptr<Check>> makeDuplicateCheck(const DatanetRules &rules, const AcceptedIndex *accepted)
{
    return std::make_unique<DuplicateCheck>(rules, accepted);
}

} // namespace datanet::curation
