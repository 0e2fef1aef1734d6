#pragma once

#include "base/result.h"
#include "desktop/services.h"
#include "viewmodels/operation.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <memory>
#include <stdexcept>

namespace datanet::test {

// The services of the desktop application over an empty data folder.
class AppFixture
{
public:
    AppFixture()
    {
        auto made = app::Services::make(m_folder.path(), QStringLiteral(DATANET_SOURCE_DIR "/resources"));
        if (!made)
            throw std::runtime_error(made.error().what.toStdString());
        m_services = std::move(*made);
    }

    [[nodiscard]] app::Services &services() { return *m_services; }
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }

    [[nodiscard]] QString write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            throw std::runtime_error("cannot write a test's file");
        return file.fileName();
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<app::Services> m_services;
};

// Ends the test with what went wrong, rather than with a time-out that says nothing.
#define NEED_DONE(operation)                                                                                           \
    do {                                                                                                               \
        QTRY_VERIFY_WITH_TIMEOUT(!(operation)->isRunning(), 60'000);                                                   \
        QVERIFY2(!(operation)->hasFailed(),                                                                            \
                 qPrintable((operation)->errorTitle() + QLatin1Char(' ') + (operation)->errorDetail()));               \
    } while (false)

} // namespace datanet::test
