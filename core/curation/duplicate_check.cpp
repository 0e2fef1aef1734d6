#include "curation/accepted_index.h"
#include "curation/checks.h"
#include "curation/compared_text.h"
#include "similarity/leader_clusters.h"

#include <unordered_map>

namespace datanet::curation {

using namespace Qt::StringLiterals;

namespace {

const Rule kDuplicate{u"duplicate"_s, u"duplicate"_s, Severity::Caution, true, u"The same as another record"_s};
const Rule kNearDuplicate{u"near-duplicate"_s, u"near-duplicate"_s, Severity::Caution, true,
                          u"Almost the same as another record"_s};
const Rule kClose{u"close"_s, u"near-duplicate"_s, Severity::Caution, false, u"Close to an accepted record"_s};

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
          m_clusters(m_limit)
    {
    }

    [[nodiscard]] std::vector<Rule> rules() const override { return {kDuplicate, kNearDuplicate, kClose}; }

    std::unique_ptr<Memo> examine(const RecordView &record, std::vector<Finding> &findings) const override
    {
        thread_local std::string buffer;
        const std::string_view text = comparedText(record.fields, m_textField, buffer);
        auto memo = std::make_unique<DuplicateMemo>();
        ComparedWording wording = comparedWording(text);
        memo->wording = wording.identity;
        memo->prepared = std::move(wording.prepared);
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
        if (mine.known)
            return;
        if (same != number)
            findings.push_back(withEvidence(kDuplicate, record, same, {1, 1}));
        else if (assignment.leader != number)
            findings.push_back(withEvidence(kNearDuplicate, record, assignment.leader, assignment.similarity));
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

    std::string m_textField;
    QString m_textName;
    similarity::Ratio m_limit;
    similarity::Ratio m_close;
    const AcceptedIndex *m_accepted;

    // The records so far.
    std::vector<Seen> m_seen;
    std::unordered_map<base::Digest, std::uint32_t> m_byId;
    std::unordered_map<base::Digest, std::uint32_t> m_byWording;
    similarity::LeaderClusters m_clusters;
};

} // namespace

std::unique_ptr<Check> makeDuplicateCheck(const DatanetRules &rules, const AcceptedIndex *accepted)
{
    return std::make_unique<DuplicateCheck>(rules, accepted);
}

} // namespace datanet::curation
