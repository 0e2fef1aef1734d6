#pragma once

#include "base/result.h"
#include "base/task.h"

#include <QJsonObject>
#include <QString>
#include <QTextStream>

#include <functional>
#include <memory>

namespace datanet::app::cli {

// The exit codes of every command.
enum class ExitCode {
    Done = 0,
    No = 1, // the answer is "no": findings, a mismatch, a refused vote
    Usage = 2, // the words on the command line are wrong
    World = 3, // a file, the network, the chain or a passphrase failed
    Unproven = 4, // not proven at the level asked for
    Cancelled = 130,
};

// A whole number for JSON; std::int64_t and qint64 are different types to QJsonValue.
[[nodiscard]] inline QJsonValue number(std::int64_t value)
{
    return QJsonValue(static_cast<qint64>(value));
}

// What a command found out: "no" is an answer, not an error.
enum class Answer { Yes, No };

// The options that every command has.
struct GlobalOptions
{
    bool json = false;
    bool assumeYes = false;
    QString home; // the application's data folder
    QString network; // a profile's name; empty: the one in use
    QString account; // an address or a name; empty: the only or the default one
    QString passphraseFile;
};

// One run of the program: what the command writes, watches and asks. Main thread only.
class Session
{
public:
    Session();
    ~Session();

    GlobalOptions options;

    // Human text: stdout, left out with --json.
    void say(const QString &line);
    // Notices for people that are not the answer: stderr, left out with --json.
    void note(const QString &line);
    // The single JSON document, printed at the end; only with --json.
    void answer(const QJsonObject &document) { m_document = document; }
    // Lines may follow: without any, no document is written either.
    void streams() { m_streamed = true; }
    // One line of a stream of JSON documents; only with --json, and then no document follows.
    void stream(const QJsonObject &line);
    // The same, and whoever reads has it at once: for commands that then run until they are stopped.
    void streamNow(const QJsonObject &line);

    // Progress on a terminal only; Ctrl+C cancels the work that watches it.
    [[nodiscard]] base::TaskContext &context();

    // Asks for yes or no. --yes says yes; without a terminal the answer is no.
    [[nodiscard]] bool confirm(const QString &question);

    // Runs the command's work and turns its result into output and exit code.
    [[nodiscard]] int finish(const std::function<base::Result<Answer>()> &work);

    // Wrong words found after parsing (an unknown field, two options that exclude each other): exit code 2.
    [[nodiscard]] tl::unexpected<base::Error> usage(const QString &what, const QString &hint = {});

    void setExitCode(int code) { m_exitCode = code; }
    [[nodiscard]] int exitCode() const { return m_exitCode; }

    // --home, else DATANET_HOME, else the XDG data folder.
    [[nodiscard]] QString home() const;

private:
    class TerminalContext;
    std::unique_ptr<TerminalContext> m_context;
    QJsonObject m_document;
    bool m_streamed = false;
    bool m_wrongUsage = false;
    int m_exitCode = 0;
};

} // namespace datanet::app::cli
