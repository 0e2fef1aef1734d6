#include "base/task.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>

#include <atomic>

using namespace datanet::base;
using namespace Qt::StringLiterals;

class TestTask : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void deliversTheValueOnTheReceiversThread()
    {
        QObject receiver;
        QThread *deliveredOn = nullptr;
        int value = 0;
        whenDone(runTask<int>(&m_pool, [](TaskContext &) -> Result<int> { return 42; }), &receiver,
                 [&](const Result<int> &result) {
                     deliveredOn = QThread::currentThread();
                     value = *result;
                 });
        QTRY_COMPARE(value, 42);
        QCOMPARE(deliveredOn, QThread::currentThread());
    }

    void deliversTheError()
    {
        QObject receiver;
        QString what;
        whenDone(runTask<int>(&m_pool, [](TaskContext &) -> Result<int> { return fail(ErrorKind::Io, u"disk"_s); }),
                 &receiver, [&](const Result<int> &result) { what = result.error().what; });
        QTRY_COMPARE(what, u"disk"_s);
    }

    void cancelReachesTheWorkAndIsReported()
    {
        QObject receiver;
        std::atomic<bool> started = false;
        std::atomic<bool> stopped = false;
        auto task = runTask<int>(&m_pool, [&](TaskContext &context) -> Result<int> {
            started = true;
            while (!context.cancelled())
                QThread::msleep(1);
            stopped = true;
            return cancelled();
        });
        ErrorKind kind = ErrorKind::Io;
        whenDone(task, &receiver, [&](const Result<int> &result) { kind = result.error().kind; });
        QTRY_VERIFY(started);
        task.cancel();
        QTRY_VERIFY(stopped);
        QTRY_COMPARE(kind, ErrorKind::Cancelled);
    }

    void aDeadReceiverIsNotCalled()
    {
        std::atomic<bool> release = false;
        bool called = false;
        auto *receiver = new QObject;
        auto task = runTask<int>(&m_pool, [&](TaskContext &) -> Result<int> {
            while (!release)
                QThread::msleep(1);
            return 1;
        });
        whenDone(task, receiver, [&](const Result<int> &) { called = true; });
        delete receiver;
        release = true;
        task.waitForFinished();
        QCoreApplication::processEvents();
        QVERIFY(!called);
    }

    void progressAndStepsArrive()
    {
        QFutureWatcher<Result<int>> watcher;
        QSignalSpy finished(&watcher, &QFutureWatcherBase::finished);
        watcher.setFuture(runTask<int>(&m_pool, [](TaskContext &context) -> Result<int> {
            context.step(u"Reading"_s);
            context.progress(1, 2);
            return 1;
        }));
        QVERIFY(finished.wait());
        const auto progress = TaskProgress::fromText(watcher.progressText());
        QCOMPARE(progress.thousandths, 500);
        QCOMPARE(progress.step, u"Reading"_s);
    }

    // Steps without figures, steps right after figures, and figures that begin anew all arrive.
    void noStepIsLost()
    {
        QFutureWatcher<Result<int>> watcher;
        QSignalSpy finished(&watcher, &QFutureWatcherBase::finished);
        QSignalSpy told(&watcher, &QFutureWatcherBase::progressTextChanged);
        QSemaphore watched; // what comes before somebody looks is not told one by one
        watcher.setFuture(runTask<int>(&m_pool, [&watched](TaskContext &context) -> Result<int> {
            watched.acquire();
            context.step(u"Reading"_s);
            context.step(u"Counting all of it"_s);
            context.progress(9, 10);
            context.step(u"Writing"_s);
            QThread::msleep(100);
            context.progress(1, 10);
            return 1;
        }));
        watched.release();
        QVERIFY(finished.wait());
        QStringList steps;
        for (const auto &text : told) {
            const auto progress = TaskProgress::fromText(text.constFirst().toString());
            if (steps.isEmpty() || steps.constLast() != progress.step)
                steps += progress.step;
        }
        QCOMPARE(steps, (QStringList{u"Reading"_s, u"Counting all of it"_s, u"Writing"_s}));
        QCOMPARE(TaskProgress::fromText(told.constLast().constFirst().toString()).thousandths, 100);
    }

private:
    QThreadPool m_pool;
};

QTEST_GUILESS_MAIN(TestTask)
#include "tst_task.moc"
