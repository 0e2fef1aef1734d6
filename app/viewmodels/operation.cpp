#include "viewmodels/operation.h"

#include "format/step_text.h"

namespace datanet::app {

Operation::Operation(QObject *parent) : QObject(parent) { }

Operation::~Operation()
{
    if (m_running && m_cancel)
        m_cancel();
}

void Operation::cancel()
{
    if (m_running && m_cancel)
        m_cancel();
}

void Operation::dismissError()
{
    m_error = {};
    Q_EMIT changed();
}

void Operation::fail(const base::Error &error)
{
    begin();
    end(error);
}

quint64 Operation::begin()
{
    if (m_running && m_cancel)
        m_cancel();
    m_running = true;
    m_progress = -1;
    m_step.clear();
    m_error = {};
    Q_EMIT changed();
    return ++m_run;
}

void Operation::update(quint64 run, const base::TaskProgress &progress)
{
    if (run != m_run || !m_running)
        return;
    m_progress = progress.thousandths > 0 ? progress.thousandths / 1000.0 : -1;
    m_step = StepText::of(progress.step);
    Q_EMIT changed();
}

void Operation::end(const std::optional<base::Error> &error)
{
    m_running = false;
    m_cancel = nullptr;
    // Who stops something knows it: that is no error to be told about.
    if (error && error->kind != base::ErrorKind::Cancelled)
        m_error = ErrorSentences::of(*error);
    Q_EMIT changed();
    Q_EMIT finished(!error);
}

} // namespace datanet::app
