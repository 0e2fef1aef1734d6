#pragma once

#include "sync/text_sources.h"
#include "viewmodels/known_people.h"

#include <QCoreApplication>
#include <QVariantMap>

#include <memory>

namespace datanet::app {

// Where a text comes from, ready for a page: what was found, and the records' words as they were written.
struct Origin
{
    QByteArray text; // UTF-8
    std::shared_ptr<const sync::TraceableText> against;
    sync::SourcedText found;
    std::map<base::Digest, sync::RecordWords> words; // of sources and of each span's first record, as far as known
    double seconds = 0; // that the tracing took, once the texts were open
};

// Traces on a worker thread. A record whose words cannot be read is shown by those of the index.
[[nodiscard]] base::Result<Origin> findOrigin(const sync::Network &network,
                                              std::shared_ptr<const sync::TraceableText> against,
                                              const QByteArray &text, base::TaskContext &context);

// Turns it into what pages show. Any thread.
class OriginText
{
    Q_DECLARE_TR_FUNCTIONS(OriginText)

public:
    // own: the account in use, whose records are marked as the person's own.
    OriginText(const Origin &origin, const KnownPeople &people, const base::Address &own);
    // What each source would earn of a paid answer.
    void setEarnings(const sync::ExpectedEarnings &earnings) { m_earnings = &earnings; }

    // { text, parts: [{ begin, end, span, source }], spans: [...], sources: [...], unattributed, unattributedPart,
    // level, block, steps }. Places count characters of the text as QML does; source is an index or -1.
    [[nodiscard]] QVariantMap map() const;

    // By byte of the text, the end included: the character that stands there, in UTF-16.
    [[nodiscard]] static std::vector<int> charactersOf(const QByteArray &utf8);
    // "0.9 s", "4.1 ms".
    [[nodiscard]] static QString timeText(double seconds);
    // "38.2 %"; a part that would read 0.0 % is "<0.1 %".
    [[nodiscard]] static QString shareText(std::uint64_t part, std::uint64_t whole);

private:
    [[nodiscard]] QVariantMap source(std::size_t index) const;
    [[nodiscard]] QVariantMap span(const sync::SourcedSpan &span) const;
    [[nodiscard]] QVariantList runs(const std::vector<sync::TextRun> &runs) const;
    [[nodiscard]] QString name(const sync::SourceRecord &record) const;
    // The words around a run of the text in a record that has it.
    [[nodiscard]] QString quotation(const sync::SourcedSpan &span) const;

    const Origin &m_origin;
    const KnownPeople &m_people;
    base::Address m_own;
    const sync::ExpectedEarnings *m_earnings = nullptr;
    std::vector<int> m_characters;
};

} // namespace datanet::app
