#include "curation/phrase_list.h"

#include <re2/re2.h>

#include <QFile>
#include <QStringList>

namespace datanet::curation {

using namespace Qt::StringLiterals;

namespace {

re2::RE2::Options phraseOptions()
{
    re2::RE2::Options options;
    options.set_case_sensitive(false);
    options.set_log_errors(false);
    options.set_max_mem(16 << 20);
    return options;
}

std::string alternatives(const QStringList &lines)
{
    std::string all;
    for (const QString &line : lines)
        all += (all.empty() ? "(?:" : "|(?:") + line.toStdString() + ')';
    return all;
}

} // namespace

QStringList checkLines(const QString &name)
{
    QFile file(u":/datanet/checks/"_s + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s is not built in", qPrintable(name));
    QStringList lines;
    const QStringList all = QString::fromUtf8(file.readAll()).split(u'\n');
    for (const QString &line : all) {
        if (const QString trimmed = line.trimmed(); !trimmed.isEmpty() && !trimmed.startsWith(u'#'))
            lines.append(trimmed);
    }
    return lines;
}

struct PhraseList::State
{
    explicit State(const QString &name) : expression(alternatives(checkLines(name)), phraseOptions())
    {
        if (!expression.ok())
            qFatal("%s: %s", qPrintable(name), expression.error().c_str());
    }
    re2::RE2 expression;
};

PhraseList::PhraseList(const QString &name) : m_state(std::make_unique<State>(name)) { }
PhraseList::~PhraseList() = default;
PhraseList::PhraseList(PhraseList &&) noexcept = default;

std::vector<Span> PhraseList::find(std::string_view utf8, std::size_t most) const
{
    std::vector<Span> spans;
    const re2::StringPiece text(utf8.data(), utf8.size());
    std::size_t at = 0;
    while (spans.size() < most && at < utf8.size()) {
        re2::StringPiece match;
        if (!m_state->expression.Match(text, at, utf8.size(), re2::RE2::UNANCHORED, &match, 1) || match.empty())
            break;
        const auto begin = static_cast<std::size_t>(match.data() - text.data());
        at = begin + match.size();
        spans.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)});
    }
    return spans;
}

} // namespace datanet::curation
