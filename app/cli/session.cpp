#include "cli/session.h"

#include "base/files.h"

#include <QDir>
#include <QElapsedTimer>
#include <QJsonDocument>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <unistd.h>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

std::atomic<bool> interrupted = false;

void interrupt(int)
{
    // A second Ctrl+C ends a program that does not come to its next safe point.
    if (interrupted.exchange(true))
        ::_exit(static_cast<int>(ExitCode::Cancelled));
}

void write(std::FILE *file, const QString &line)
{
    const QByteArray utf8 = line.toUtf8();
    std::fwrite(utf8.constData(), 1, static_cast<std::size_t>(utf8.size()), file);
    std::fputc('\n', file);
}

ExitCode codeOf(const base::Error &error)
{
    switch (error.kind) {
    case base::ErrorKind::Cancelled:
        return ExitCode::Cancelled;
    case base::ErrorKind::Unproven:
        return ExitCode::Unproven;
    case base::ErrorKind::NotFound:
    case base::ErrorKind::Invalid:
    case base::ErrorKind::Conflict:
    case base::ErrorKind::Corrupt:
    case base::ErrorKind::Denied:
    case base::ErrorKind::Network:
    case base::ErrorKind::Io:
        break;
    }
    return ExitCode::World;
}

} // namespace

// One line on the terminal, drawn over itself a few times a second.
class Session::TerminalContext final : public base::TaskContext
{
public:
    TerminalContext()
    {
        m_timer.start();
        std::signal(SIGINT, interrupt);
        std::signal(SIGTERM, interrupt);
    }

    [[nodiscard]] bool cancelled() const override { return interrupted; }

    void progress(std::int64_t done, std::int64_t total) override
    {
        if (!m_terminal || m_timer.elapsed() - m_drawn < 100)
            return;
        m_drawn = m_timer.elapsed();
        const QString part = total > 0 ? QString::number(100 * done / total) + u" %"_s : QString::number(done);
        draw(m_step + u' ' + part);
    }

    void step(const QString &words) override
    {
        m_step = words;
        if (m_terminal)
            draw(words);
    }

    void clear()
    {
        if (m_terminal && m_shown)
            draw({});
        m_shown = false;
    }

private:
    void draw(const QString &line)
    {
        std::fprintf(stderr, "\r\033[K%s", line.toUtf8().constData());
        std::fflush(stderr);
        m_shown = true;
    }

    const bool m_terminal = ::isatty(STDERR_FILENO) == 1;
    bool m_shown = false;
    qint64 m_drawn = 0;
    QElapsedTimer m_timer;
    QString m_step;
};

Session::Session() : m_context(std::make_unique<TerminalContext>()) { }
Session::~Session() = default;

void Session::say(const QString &line)
{
    if (options.json)
        return;
    m_context->clear();
    write(stdout, line);
}

void Session::note(const QString &line)
{
    if (options.json)
        return;
    m_context->clear();
    write(stderr, line);
}

void Session::stream(const QJsonObject &line)
{
    if (!options.json)
        return;
    m_streamed = true;
    write(stdout, QString::fromUtf8(QJsonDocument(line).toJson(QJsonDocument::Compact)));
}

void Session::streamNow(const QJsonObject &line)
{
    stream(line);
    std::fflush(stdout);
}

base::TaskContext &Session::context()
{
    return *m_context;
}

bool Session::confirm(const QString &question)
{
    if (options.assumeYes)
        return true;
    if (options.json || ::isatty(STDIN_FILENO) != 1)
        return false;
    m_context->clear();
    std::fprintf(stderr, "%s [y/N] ", question.toUtf8().constData());
    QTextStream in(stdin);
    return in.readLine().trimmed().startsWith(u'y', Qt::CaseInsensitive);
}

int Session::finish(const std::function<base::Result<Answer>()> &work)
{
    const auto result = work();
    m_context->clear();
    if (!result) {
        write(stderr, u"datanet: "_s + result.error().what);
        if (!result.error().hint.isEmpty())
            write(stderr, u"try: "_s + result.error().hint);
        return static_cast<int>(m_wrongUsage ? ExitCode::Usage : codeOf(result.error()));
    }
    if (options.json && !m_streamed)
        write(stdout, QString::fromUtf8(QJsonDocument(m_document).toJson(QJsonDocument::Indented)).trimmed());
    std::fflush(stdout);
    return static_cast<int>(*result == Answer::Yes ? ExitCode::Done : ExitCode::No);
}

tl::unexpected<base::Error> Session::usage(const QString &what, const QString &hint)
{
    m_wrongUsage = true;
    return base::fail(base::ErrorKind::Invalid, what, hint);
}

QString Session::home() const
{
    return options.home.isEmpty() ? base::files::defaultHome() : QDir::cleanPath(QDir().absoluteFilePath(options.home));
}

} // namespace datanet::app::cli
