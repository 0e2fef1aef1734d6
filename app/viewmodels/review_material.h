#pragma once

#include "curation/dismissal.h"
#include "models/record_source.h"
#include "sync/contributor_history.h"
#include "sync/review.h"

#include <QHash>
#include <QString>
#include <QVariantList>
#include <QVariantMap>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace datanet::app {

// A submission as it lies on the desk: opened and checked, with the accepted records that its records are compared
// with. Worker threads; afterwards only read.
class ReviewMaterial
{
public:
    // Opens the submission; what the account decided about it on this machine comes along.
    [[nodiscard]] static base::Result<std::shared_ptr<const ReviewMaterial>>
    open(const sync::Network &network, std::uint64_t id, const crypto::SecretKey &key, base::TaskContext &context);
    // Keeps the vote and which records were decided. Sends nothing.
    static base::Status keep(const sync::Network &network, std::uint64_t id, const base::Address &reviewer,
                             const curation::Vote &vote, const std::vector<bool> &decided);

    [[nodiscard]] const sync::OpenedReview &review() const { return m_review; }
    [[nodiscard]] const base::Address &reviewer() const { return m_reviewer; }
    // By position: a person said what becomes of the record. A vote alone does not tell, because it begins as
    // suggested.
    [[nodiscard]] const std::vector<bool> &decided() const { return m_decided; }
    // What the contributor sent to this datanet before; nothing where it is not known.
    [[nodiscard]] const std::optional<sync::ContributorHistory> &history() const { return m_history; }
    // First finding about the record, worst first within it; nothing when there is none.
    [[nodiscard]] const curation::Finding *worstFinding(std::size_t position) const;

    // What goes without anything in its place: a line each.
    [[nodiscard]] QStringList takenOut() const;
    // For the page: { number, name, text: segments, facts: [{ label, segments }], finding: {...}, other: {...} }. On
    // the reading lane of the folder.
    [[nodiscard]] base::Result<QVariantMap> record(RecordSource &source, std::size_t position) const;

private:
    // The accepted record that the one at the position replaces; nothing for most.
    [[nodiscard]] const sync::ReviewedRemoval *replacedBy(std::size_t position) const;
    [[nodiscard]] std::pair<const curation::Finding *, const curation::Finding *>
    findingsOf(std::size_t position) const;
    base::Status collectAccepted(const sync::Network &network, std::uint64_t datanet, base::TaskContext &context);
    base::Status readHistory(const sync::Network &network, light::Snapshot &snapshot,
                             const sync::Contribution &contribution, base::TaskContext &context);
    [[nodiscard]] base::Result<std::string> otherBody(RecordSource &source, const curation::Evidence &evidence) const;

    curation::Dismissals m_dismissals; // what the contributor says to findings
    sync::OpenedReview m_review;
    base::Address m_reviewer; // for whom it was opened
    std::vector<bool> m_decided;
    std::optional<sync::ContributorHistory> m_history;
    QHash<QByteArray, std::string> m_accepted; // by record id
};

// A text cut where something is marked: { text, mark } each. Marks are byte ranges of the UTF-8 text in order.
struct TextMark
{
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    QString mark; // as DiffText knows them
};
[[nodiscard]] QVariantList markedText(std::string_view text, const std::vector<TextMark> &marks);

} // namespace datanet::app
