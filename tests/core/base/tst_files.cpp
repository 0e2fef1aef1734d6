#include "base/file_lock.h"
#include "base/files.h"
#include "base/save_file.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace datanet::base;
using namespace Qt::StringLiterals;

class TestFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesAndReads()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"a"_s);
        QVERIFY(files::writeAtomically(path, "first"));
        QVERIFY(files::writeAtomically(path, "second"));
        QCOMPARE(*files::read(path, 6), Bytes("second"));
        QCOMPARE(files::read(path, 5).error().kind, ErrorKind::Invalid);
        QCOMPARE(files::read(folder.filePath(u"b"_s), 5).error().kind, ErrorKind::NotFound);
        QCOMPARE(files::read(folder.path(), 5).error().kind, ErrorKind::Invalid);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"a"_s});
    }

    // The last bytes of a file are written when it is committed.
    void aFullDiskAtTheEndLeavesTheOldFile()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"a"_s);
        QVERIFY(files::writeAtomically(path, "old"));
        const pid_t child = ::fork();
        if (child == 0) {
            std::signal(SIGXFSZ, SIG_IGN);
            const rlimit limit{10, 10};
            ::setrlimit(RLIMIT_FSIZE, &limit);
            QSaveFile file(path);
            const bool written = file.open(QIODevice::WriteOnly) && file.write(QByteArray(100, 'n')) == 100;
            const auto status = commitFile(file);
            ::_exit(written && !status && status.error().kind == ErrorKind::Io ? 0 : 1);
        }
        int code = -1;
        ::waitpid(child, &code, 0);
        QCOMPARE(code, 0);
        QCOMPARE(*files::read(path, 200), Bytes("old"));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList{u"a"_s});
        QSaveFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("new") == 3);
        QVERIFY(commitFile(file));
        QCOMPARE(*files::read(path, 200), Bytes("new"));
    }

    void privateFilesAreTheOwnersOnly()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"key"_s);
        QVERIFY(files::writePrivately(path, "secret"));
        QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup),
                 QFile::Permissions());
    }

    void aFullDiskLeavesTheOldFile()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"a"_s);
        QVERIFY(files::writeAtomically(path, "old"));
        const pid_t child = ::fork();
        if (child == 0) {
            std::signal(SIGXFSZ, SIG_IGN);
            const rlimit limit{4096, 4096};
            ::setrlimit(RLIMIT_FSIZE, &limit);
            const auto status = files::writeAtomically(path, Bytes(8192, 'n'));
            ::_exit(!status && status.error().kind == ErrorKind::Io && !status.error().hint.isEmpty() ? 0 : 1);
        }
        int code = -1;
        ::waitpid(child, &code, 0);
        QCOMPARE(code, 0);
        QCOMPARE(*files::read(path, 100), Bytes("old"));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"a"_s});
    }

    void aMissingFolderIsSaid()
    {
        const QTemporaryDir folder;
        QCOMPARE(files::writeAtomically(folder.filePath(u"no/a"_s), "x").error().kind, ErrorKind::NotFound);
    }

    // A kill releases the lock, because it is the kernel's.
    void locksExcludeOtherProcessesUntilTheyDie()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"lock"_s);
        int ready[2];
        QCOMPARE(::pipe(ready), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            const auto lock = FileLock::take(path);
            const char sign = lock ? 'y' : 'n';
            if (::write(ready[1], &sign, 1) == 1)
                ::pause();
            ::_exit(0);
        }
        char sign = 0;
        QCOMPARE(::read(ready[0], &sign, 1), 1);
        QCOMPARE(sign, 'y');
        const auto refused = FileLock::take(path);
        QCOMPARE(refused.error().kind, ErrorKind::Conflict);
        QVERIFY2(refused.error().what.contains(QString::number(child)), qPrintable(refused.error().what));
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        QVERIFY(FileLock::take(path));
    }
};

QTEST_GUILESS_MAIN(TestFiles)
#include "tst_files.moc"
