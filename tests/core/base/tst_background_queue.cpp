#include <QTest>

#include "base/background_queue.h"

#include <algorithm>
#include <atomic>
#include <vector>

using namespace datanet::base;
using namespace Qt::StringLiterals;

class TestBackgroundQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyItemArrivesInOrderOnAnotherThread()
    {
        constexpr int kCount = 5000; // far more than may wait at a time
        std::vector<int> taken;
        std::thread::id worker;
        BackgroundQueue<int> queue;
        queue.start([&]() -> Status {
            worker = std::this_thread::get_id();
            while (const auto item = queue.take())
                taken.push_back(*item);
            return {};
        });
        for (int i = 0; i < kCount; ++i)
            QVERIFY(queue.put(i));
        QVERIFY(queue.finish());
        QVERIFY(worker != std::this_thread::get_id());
        QCOMPARE(taken.size(), std::size_t(kCount));
        for (int i = 0; i < kCount; ++i)
            QCOMPARE(taken[std::size_t(i)], i);
    }

    // The hander waits on a full queue when the work stops: it must wake and be told.
    void aFailureReachesTheHander()
    {
        BackgroundQueue<int> queue;
        queue.start([&]() -> Status {
            for (int i = 0; i < 3; ++i)
                (void)queue.take();
            return fail(ErrorKind::Io, u"the disk is full"_s);
        });
        Status status;
        int handed = 0;
        while ((status = queue.put(handed)) && handed < 100000)
            ++handed;
        QVERIFY(!status);
        QCOMPARE(status.error().what, u"the disk is full"_s);
        const Status end = queue.finish();
        QVERIFY(!end);
        QCOMPARE(end.error().kind, ErrorKind::Io);
    }

    void itNeverHoldsMoreThanItsLength()
    {
        std::atomic<int> handed = 0;
        int most = 0;
        BackgroundQueue<int> queue;
        queue.start([&]() -> Status {
            int taken = 0;
            while (queue.take()) {
                ++taken;
                most = std::max(most, handed.load() - taken);
            }
            return {};
        });
        for (int i = 0; i < 2000; ++i) {
            QVERIFY(queue.put(i));
            ++handed;
        }
        QVERIFY(queue.finish());
        QVERIFY(most <= int(BackgroundQueue<int>::kLength));
    }

    void whatIsLeftWhenItIsDestroyedIsStillDone()
    {
        int taken = 0;
        {
            BackgroundQueue<int> queue;
            queue.start([&]() -> Status {
                while (queue.take())
                    ++taken;
                return {};
            });
            for (int i = 0; i < 10; ++i)
                QVERIFY(queue.put(i));
        }
        QCOMPARE(taken, 10);
    }

    void neverStartedItEndsAtOnce()
    {
        BackgroundQueue<int> queue;
        QVERIFY(queue.finish());
    }
};

QTEST_GUILESS_MAIN(TestBackgroundQueue)
#include "tst_background_queue.moc"
