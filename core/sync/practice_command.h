#pragma once

#include "base/bytes.h"
#include "base/task.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <chrono>

namespace datanet::sync {

// Runs the command line program as a child, as anybody might at a terminal: how the practice network's programs do
// everything they do. The child ends with the process that started it.
class PracticeCommand
{
public:
    // home: the data folder it works in, always on the network "practice".
    PracticeCommand(QString program, QString home) : m_program(std::move(program)), m_home(std::move(home)) { }

    struct Outcome
    {
        int exitCode = 0;
        QJsonObject answer; // the document on stdout, empty when there is none
        QString words; // stderr, the end of it
    };
    // Adds --json, --yes, --home and --network. An error only when the child could not run, took longer than patience,
    // or the caller cancelled; then it is ended.
    [[nodiscard]] base::Result<Outcome> run(const QStringList &arguments, base::TaskContext &context,
                                            std::chrono::milliseconds patience = std::chrono::minutes(10)) const;
    // The same, and any exit code above the allowed one is an error with the child's own words.
    [[nodiscard]] base::Result<Outcome> require(const QStringList &arguments, int allowed,
                                                base::TaskContext &context) const;

    [[nodiscard]] const QString &home() const { return m_home; }

private:
    QString m_program;
    QString m_home;
};

} // namespace datanet::sync
