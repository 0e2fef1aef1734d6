#pragma once

#include "base/task.h"
#include "format/error_text.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace datanet::app {

// One piece of work as a page shows it: whether it runs, how far it is, what went wrong. A view model has one for each
// thing a person can start, and starting it anew replaces the run before. GUI thread.
class Operation : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by view models")
    Q_PROPERTY(bool running READ isRunning NOTIFY changed FINAL)
    // 0 to 1; negative while unknown.
    Q_PROPERTY(double progress READ progress NOTIFY changed FINAL)
    // What is being done, in words; may be empty.
    Q_PROPERTY(QString step READ step NOTIFY changed FINAL)
    // What went wrong last time; all empty when nothing did, or when the person stopped it.
    Q_PROPERTY(QString errorTitle READ errorTitle NOTIFY changed FINAL)
    Q_PROPERTY(QString errorDetail READ errorDetail NOTIFY changed FINAL)
    Q_PROPERTY(QString errorAdvice READ errorAdvice NOTIFY changed FINAL)
    Q_PROPERTY(bool failed READ hasFailed NOTIFY changed FINAL)

public:
    explicit Operation(QObject *parent);
    ~Operation() override;

    [[nodiscard]] bool isRunning() const { return m_running; }
    [[nodiscard]] double progress() const { return m_progress; }
    [[nodiscard]] QString step() const { return m_step; }
    [[nodiscard]] QString errorTitle() const { return m_error.title; }
    [[nodiscard]] QString errorDetail() const { return m_error.detail; }
    [[nodiscard]] QString errorAdvice() const { return m_error.advice; }
    [[nodiscard]] bool hasFailed() const { return !m_error.title.isEmpty(); }

    Q_INVOKABLE void cancel();
    Q_INVOKABLE void dismissError();

    // Follows the task; done(T) is called on success only, on the GUI thread, unless a newer run or the end of this
    // object came first. Errors stay here for the page to show.
    template <class T, class Done>
    void start(base::Task<T> task, Done done)
    {
        const quint64 run = begin();
        m_cancel = [task]() mutable { task.cancel(); };
        auto *watcher = new QFutureWatcher<base::Result<T>>(this);
        connect(watcher, &QFutureWatcherBase::progressTextChanged, this,
                [this, run](const QString &text) { update(run, base::TaskProgress::fromText(text)); });
        connect(watcher, &QFutureWatcherBase::finished, this, [this, run, watcher, done = std::move(done)]() mutable {
            watcher->deleteLater();
            if (run != m_run)
                return;
            const auto future = watcher->future();
            if (future.resultCount() == 0) {
                end(base::Error{base::ErrorKind::Cancelled, {}, {}});
                return;
            }
            base::Result<T> result = future.result();
            if (!result) {
                end(result.error());
                return;
            }
            end({});
            if constexpr (std::is_void_v<T>)
                done();
            else
                done(std::move(*result));
        });
        watcher->setFuture(task);
    }

    // Something failed before any work could start.
    void fail(const base::Error &error);

Q_SIGNALS:
    void changed();
    // Once per run, however it ended.
    void finished(bool successful);

private:
    quint64 begin();
    void update(quint64 run, const base::TaskProgress &progress);
    void end(const std::optional<base::Error> &error);

    bool m_running = false;
    double m_progress = -1;
    QString m_step;
    ErrorText m_error;
    quint64 m_run = 0;
    std::function<void()> m_cancel;
};

} // namespace datanet::app
