#pragma once

#include "dataset/import_batch.h"
#include "dataset/metadata.h"
#include "dataset/record.h"
#include "dataset/schema.h"
#include "versioning/workspace.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <stdexcept>
#include <string>
#include <vector>

namespace datanet::test {

// The value, or the end of the test with the reason.
template <class Value>
Value need(base::Result<Value> result)
{
    if (!result)
        throw std::runtime_error(result.error().what.toStdString());
    if constexpr (!std::is_void_v<Value>)
        return std::move(*result);
}

inline base::Bytes someMetadata()
{
    dataset::Metadata metadata;
    metadata.title = QStringLiteral("Words");
    metadata.domain = QStringLiteral("computing");
    metadata.licence = QStringLiteral("CC0-1.0");
    return metadata.toJson();
}

inline base::Bytes schemaWithKey(const QString &key)
{
    dataset::Schema schema;
    if (!key.isEmpty()) {
        schema.fields.push_back({key, dataset::FieldType::Any, {}, {}, {}});
        schema.primaryKey = QStringList{key};
    }
    return schema.toJson();
}

inline versioning::CommitRequest saying(const char *message)
{
    return {QString::fromLatin1(message),
            {QStringLiteral("Ada"), QStringLiteral("ada@example.org")},
            QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::OffsetFromUTC, 3600),
            {}};
}

// {"id":7,"text":"..."}: canonical, another one for every number, about 60 bytes.
inline std::string record(int number, const std::string &text = "lorem ipsum dolor sit amet, consectetur")
{
    return "{\"id\":" + std::to_string(number) + ",\"text\":\"" + text + " " + std::to_string(number % 97) + "\"}";
}

inline dataset::ImportTotals importRecords(versioning::Workspace &workspace, const std::vector<std::string> &bodies)
{
    auto batch = need(workspace.workingCopy().beginImport(QStringLiteral("test")));
    std::int64_t line = 0;
    for (const std::string &body : bodies)
        need(batch->accept(body, dataset::recordId(body), ++line));
    return need(batch->finish());
}

inline std::vector<std::string> records(int first, int count)
{
    std::vector<std::string> bodies;
    for (int number = first; number < first + count; ++number)
        bodies.push_back(record(number));
    return bodies;
}

inline std::vector<std::string> bodiesOf(dataset::RowReader &rows)
{
    std::vector<std::string> bodies;
    base::Unwatched task;
    need(rows.forEach(task, [&bodies](const dataset::RowView &row) {
        bodies.emplace_back(row.body);
        return base::Status();
    }));
    return bodies;
}

// Runs a stock program; its output, or the end of the test.
inline QByteArray run(const QString &program, const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000) || process.exitCode() != 0)
        throw std::runtime_error(program.toStdString() + ' ' + arguments.join(QLatin1Char(' ')).toStdString() + ": "
                                 + process.readAllStandardError().toStdString());
    return process.readAllStandardOutput();
}

} // namespace datanet::test
