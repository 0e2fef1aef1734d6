#include "curation/accepted_index.h"
#include "curation/checks.h"
#include "curation/compared_text.h"
#include "curation/neighbour_facts.h"
#include "similarity/leader_clusters.h"
#include "similarity/shared_runs.h"

#include <unordered_map>

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

struct DuplicateMemo final : Memo
{
    std::optional<base::Digest> wording;
    similarity::Prepared prepared;
    bool known = false; // an accepted record was found already
};

class DuplicateCheck final : public Check
{
public:
    DuplicateCheck(const DatanetRules &rules, const AcceptedIndex *accepted)
        : m_textField(rules.schema.textField.toStdString()),
          m_textName(rules.schema.textField),
          m_limit(similarity::percentRatio(rules.nearDuplicatePercent)),
          m_close(similarity::percentRatio(rules.closePercent)),
          m_accepted(accepted),
          m_facts(rules),
          m_clusters(m_limit)
    {
    }

    [[nodiscard]] std::vector<Rule> rules() const override
    {
        std::vector<Rule> rules{kDuplicate, kNearDuplicate, kClose};
        const std::vector<Rule> facts = NeighbourFacts::rules();
        rules.insert(rules.end(), facts.begin(), facts.end());
        return rules;
    }

    std::unique_ptr<Memo> examine(const RecordView &record, std::vector<Finding> &findings) const override
    {
        thread_local std::string buffer;
        const std::string_view text = comparedText(record.fields, m_textField, buffer);
        auto memo = std::make_unique<DuplicateMemo>();
        memo->wording = wordingOf(text);
        if (memo->wording)
            memo->prepared = similarity::prepare(text);
        if (m_accepted)
            memo->known = compareWithAccepted(record, text, *memo, findings);
        return memo;
    }

    void inOrder(const RecordView &record, const Memo *memo, std::vector<Finding> &findings) override
    {
        const auto &mine = static_cast<const DuplicateMemo &>(*memo);
        const auto number = static_cast<std::uint32_t>(m_seen.size());
        m_seen.push_back({record.position, record.id});
        const auto [sameId, newId] = m_byId.try_emplace(record.id, number);
        // The earliest record with this id, else with this wording; the record itself when there is none.
        std::uint32_t same = sameId->second;
        if (mine.wording) {
            const auto [sameWording, newWording] = m_byWording.try_emplace(*mine.wording, number);
            if (newId)
                same = sameWording->second;
        }
        const auto assignment = m_clusters.add(mine.prepared);
        m_facts.add(record);
        const std::uint32_t earlier = same != number ? same : assignment.leader;
        if (earlier == number)
            return;
        const Finding finding = same != number ? withEvidence(kDuplicate, record, earlier, {1, 1})
                                               : withEvidence(kNearDuplicate, record, earlier, assignment.similarity);
        if (!mine.known)
            findings.push_back(finding);
        m_facts.compare(record, earlier, *finding.evidence, findings);
    }

private:
    struct Seen
    {
        dataset::Position position = 0;
        base::Digest id;
    };

    bool compareWithAccepted(const RecordView &record, std::string_view text, const DuplicateMemo &memo,
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

    [[nodiscard]] Finding basis(const Rule &rule, const RecordView &record, const similarity::Ratio &similarity) const
    {
        Finding finding = found(rule, record);
        finding.field = m_textName;
        finding.evidence.emplace();
        finding.evidence->similarity = similarity;
        finding.evidence->limit = m_limit;
        finding.fixes = {Fix::LeaveOut, Fix::Keep, Fix::Edit};
        return finding;
    }

    [[nodiscard]] Finding withEvidence(const Rule &rule, const RecordView &record, std::uint32_t other,
                                       const similarity::Ratio &similarity) const
    {
        Finding finding = basis(rule, record, similarity);
        finding.evidence->position = m_seen[other].position;
        finding.evidence->id = m_seen[other].id;
        return finding;
    }

    [[nodiscard]] Finding withAccepted(const Rule &rule, const RecordView &record, std::string_view text,
                                       std::uint32_t number, const similarity::Ratio &similarity) const
    {
        Finding finding = basis(rule, record, similarity);
        const AcceptedOrigin &origin = m_accepted->origin(number);
        const similarity::SharedWords shared = similarity::sharedWords(text, m_accepted->text(number));
        finding.evidence->accepted = true;
        finding.evidence->id = m_accepted->id(number);
        finding.evidence->position = static_cast<dataset::Position>(origin.position);
        finding.evidence->contributor = origin.contributor;
        finding.evidence->contribution = origin.contribution;
        finding.evidence->sharedWords = shared.sharedWords;
        finding.evidence->words = shared.leftWords;
        return finding;
    }

    std::string m_textField;
    QString m_textName;
    similarity::Ratio m_limit;
    similarity::Ratio m_close;
    const AcceptedIndex *m_accepted;

    // The records so far.
    std::vector<Seen> m_seen;
    std::unordered_map<base::Digest, std::uint32_t> m_byId;
    std::unordered_map<base::Digest, std::uint32_t> m_byWording;
    NeighbourFacts m_facts;
    similarity::LeaderClusters m_clusters;
};

} // namespace

base::Result<std::unique_ptr<Check>> makeDuplicateCheck(const DatanetRules &rules, const AcceptedIndex *accepted)
{
    return std::make_unique<DuplicateCheck>(rules, accepted);
}

} // namespace datanet::curation
