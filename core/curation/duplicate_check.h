#pragma once

#include "curation/check.h"
#include "curation/datanet_rules.h"
#include "curation/neighbour_facts.h"
#include "similarity/leader_clusters.h"

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace datanet::curation {

class AcceptedIndex;

struct DuplicateMemo final : Memo
{
    std::optional<base::Digest> wording;
    similarity::Prepared prepared;
    bool known = false; // an accepted record was found already
    NeighbourFacts facts;
};

// The check behind makeDuplicateCheck() (checks.h), open to what keeps its results and brings them into step with edits
// (recheck.h).
class DuplicateCheck final : public OrderedCheck
{
public:
    // How a record stands to those before it, by their numbers in order: the earliest with the same id or wording, and
    // the leader of its cluster. Its own number where there is none.
    struct Standing
    {
        std::uint32_t first = 0;
        std::uint32_t leader = 0;
        similarity::Ratio similarity; // with the leader
    };

    DuplicateCheck(const DatanetRules &rules, const AcceptedIndex *accepted);

    [[nodiscard]] std::vector<Rule> rules() const override;
    std::unique_ptr<Memo> examine(const RecordView &record, std::vector<Finding> &findings) const override;
    void inOrder(const RecordView &record, const Memo *memo, std::vector<Finding> &findings) override;

    // Of the record that inOrder() saw last.
    [[nodiscard]] const Standing &last() const { return m_last; }
    // Whether any text may have been left out of the comparison because too many are alike.
    [[nodiscard]] bool isCrowded() const { return m_clusters.isCrowded(); }
    [[nodiscard]] const similarity::Ratio &limit() const { return m_limit; }
    // Reads what is compared, without looking at accepted records.
    [[nodiscard]] similarity::Prepared preparedOf(const dataset::FieldScanner &fields) const;

    // The rule that a standing falls under, and whom it points at; nothing where the record is the first of its kind.
    struct Against
    {
        const Rule &rule;
        std::uint32_t other;
        similarity::Ratio similarity;
    };
    [[nodiscard]] static std::optional<Against> against(std::uint32_t number, const Standing &standing);
    struct Other
    {
        dataset::Position position = 0;
        base::Digest id;
        NeighbourFacts facts;
    };
    // That it repeats the other, and where they contradict each other.
    void report(const RecordView &record, const Against &against, const NeighbourFacts &mine, const Other &other,
                std::vector<Finding> &findings) const;

private:
    struct Seen
    {
        dataset::Position position = 0;
        base::Digest id;
        std::uint32_t facts = 0; // number in m_facts
    };
    [[nodiscard]] std::uint32_t numberOf(const NeighbourFacts &facts);

    bool compareWithAccepted(const RecordView &record, std::string_view text, const DuplicateMemo &memo,
                             std::vector<Finding> &findings) const;
    [[nodiscard]] Finding basis(const Rule &rule, const RecordView &record, const similarity::Ratio &similarity) const;
    [[nodiscard]] Finding withAccepted(const Rule &rule, const RecordView &record, std::string_view text,
                                       std::uint32_t number, const similarity::Ratio &similarity) const;

    std::string m_textField;
    QString m_textName;
    similarity::Ratio m_limit;
    similarity::Ratio m_close;
    const AcceptedIndex *m_accepted;
    NeighbourComparison m_neighbours;

    // The records so far.
    std::vector<Seen> m_seen;
    std::unordered_map<base::Digest, std::uint32_t> m_byId;
    std::unordered_map<base::Digest, std::uint32_t> m_byWording;
    std::vector<NeighbourFacts> m_facts{NeighbourFacts()}; // each once
    std::unordered_map<std::string, std::uint32_t> m_factNumbers; // by how they are packed
    similarity::LeaderClusters m_clusters;
    Standing m_last;
};

} // namespace datanet::curation
