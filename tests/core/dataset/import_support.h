#pragma once

#include "crypto/digest.h"
#include "dataset/importer.h"
#include "dataset/record.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <string>
#include <vector>

namespace datanet::test {

// Keeps what an import hands over, checking what every sink may rely on.
class KeepingSink final : public dataset::RecordSink
{
public:
    struct Reject
    {
        std::string verbatim;
        std::int64_t line;
        QString reason;
        QString source;
    };

    base::Status source(const QString &name) override
    {
        sources.append(name);
        lastLine = 0;
        return {};
    }
    base::Status attach(base::ByteView bytes, const base::Digest &sha256) override
    {
        idsRight = idsRight && sha256 == crypto::sha256(bytes);
        files[QString::fromLatin1(base::toPlainHex(sha256.view()))] = bytes.toByteArray();
        return {};
    }
    base::Status accept(std::string_view body, const base::Digest &id, std::int64_t line) override
    {
        idsRight = idsRight && id == dataset::recordId(body);
        linesRise = linesRise && line >= lastLine;
        lastLine = line;
        records.emplace_back(body);
        lines.push_back(line);
        return {};
    }
    base::Status reject(std::string_view verbatim, std::int64_t line, const QString &reason) override
    {
        rejects.push_back({std::string(verbatim), line, reason, sources.isEmpty() ? QString() : sources.last()});
        return {};
    }

    std::vector<std::string> records;
    std::vector<std::int64_t> lines;
    std::vector<Reject> rejects;
    QStringList sources;
    std::map<QString, QByteArray> files; // by their SHA-256
    bool idsRight = true;
    bool linesRise = true;
    std::int64_t lastLine = 0;

    [[nodiscard]] QByteArray joined() const
    {
        std::string all;
        for (const std::string &record : records)
            all += (all.empty() ? "" : "\n") + record;
        return QByteArray::fromStdString(all);
    }
};

class ImportFolder
{
public:
    QString write(const QString &name, const QByteArray &bytes)
    {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("a test file can't be written");
        return path;
    }
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder;
};

} // namespace datanet::test
