#pragma once

#include "base/result.h"

#include <QFuture>
#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>
#include <QtConcurrent>

#include <cstdint>

namespace datanet::base {

// What long work sees of whoever asked for it. Polled and called from the worker's thread.
class TaskContext
{
public:
    virtual ~TaskContext() = default;
    // True once the asker has lost interest: stop at the next safe point and return ErrorKind::Cancelled.
    [[nodiscard]] virtual bool cancelled() const = 0;
    // done of total units (records, bytes, steps); total 0 means unknown. May be called often.
    virtual void progress(std::int64_t done, std::int64_t total) = 0;
    // The step now under way, in a few English words ("Uploading"); views translate it.
    virtual void step(const QString &) { }
};

// For callers that neither watch nor cancel.
class Unwatched final : public TaskContext
{
public:
    [[nodiscard]] bool cancelled() const override { return false; }
    void progress(std::int64_t, std::int64_t) override { }
};

inline tl::unexpected<Error> cancelled()
{
    return fail(ErrorKind::Cancelled, QStringLiteral("stopped before it was finished"));
}

template <class T>
using Task = QFuture<Result<T>>;

// How far a task is, as it reaches a QFutureWatcher: its progress text. (The progress value only counts: Qt drops one
// that does not grow, and the words with it.)
struct TaskProgress
{
    int thousandths = 0; // 0: not known
    QString step;

    [[nodiscard]] QString toText() const { return QString::number(thousandths) + QLatin1Char(' ') + step; }
    [[nodiscard]] static TaskProgress fromText(const QString &text)
    {
        return {text.section(QLatin1Char(' '), 0, 0).toInt(), text.section(QLatin1Char(' '), 1)};
    }
};

// Runs work(TaskContext &) on the pool. Exactly one Result is produced; a cancelled task may end without one, which
// whenDone() reports as ErrorKind::Cancelled. Progress and steps reach QFutureWatcher as TaskProgress.
template <class T, class Work>
Task<T> runTask(QThreadPool *pool, Work work)
{
    return QtConcurrent::run(pool, [work = std::move(work)](QPromise<Result<T>> &promise) {
        class Context final : public TaskContext
        {
        public:
            explicit Context(QPromise<Result<T>> &promise) : m_promise(promise) { m_promise.setProgressRange(0, 0); }
            [[nodiscard]] bool cancelled() const override { return m_promise.isCanceled(); }
            void progress(std::int64_t done, std::int64_t total) override
            {
                if (total <= 0)
                    return;
                m_progress.thousandths = static_cast<int>(double(done) / double(total) * 1000.0);
                m_promise.setProgressValueAndText(++m_told, m_progress.toText());
            }
            // Qt thins progress out, but never the last value of a range: so no step is lost.
            void step(const QString &words) override
            {
                if (words == m_progress.step)
                    return;
                m_progress.step = words;
                m_promise.setProgressRange(0, 1);
                m_promise.setProgressValueAndText(1, m_progress.toText());
                m_promise.setProgressRange(0, 0);
                m_told = 0;
            }

        private:
            QPromise<Result<T>> &m_promise;
            TaskProgress m_progress;
            int m_told = 0;
        } context(promise);
        promise.addResult(work(static_cast<TaskContext &>(context)));
    });
}

// Calls slot(Result<T>) on the receiver's thread when the task ends; never if the receiver is destroyed first.
template <class T, class Slot>
void whenDone(const Task<T> &task, QObject *receiver, Slot slot)
{
    auto *watcher = new QFutureWatcher<Result<T>>(receiver);
    QObject::connect(watcher, &QFutureWatcherBase::finished, receiver, [watcher, slot = std::move(slot)] {
        watcher->deleteLater();
        const auto future = watcher->future();
        slot(future.resultCount() > 0 ? future.result() : Result<T>(cancelled()));
    });
    watcher->setFuture(task);
}

} // namespace datanet::base
