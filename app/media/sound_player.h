#pragma once

#include "base/task.h"
#include "media/sound_output.h"

#include <QObject>
#include <QString>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include <memory>

namespace datanet::dataset {
class SoundFile;
}

namespace datanet::app {

class SoundStream;

// Plays the sounds kept with records, one at a time. GUI thread; files are read and opened on another.
class SoundPlayer : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Belongs to Media")
    // Of the sound that is played, or was last (MediaAddress::toText()); empty: none yet.
    Q_PROPERTY(QString address READ address NOTIFY changed FINAL)
    Q_PROPERTY(bool playing READ isPlaying NOTIFY changed FINAL)
    Q_PROPERTY(bool loading READ isLoading NOTIFY changed FINAL)
    // Milliseconds; 0 while not known.
    Q_PROPERTY(int duration READ duration NOTIFY changed FINAL)
    Q_PROPERTY(int position READ position NOTIFY moved FINAL)
    // Why it can't be played, as a person reads it, and what to do; empty: nothing is wrong.
    Q_PROPERTY(QString problem READ problem NOTIFY changed FINAL)
    Q_PROPERTY(QString advice READ advice NOTIFY changed FINAL)

public:
    explicit SoundPlayer(SoundOutputMaker output, QObject *parent = nullptr);
    ~SoundPlayer() override;

    // Plays a sound from its beginning; pauses or goes on with it when it is the one that is played.
    Q_INVOKABLE void toggle(const QString &address);
    // Goes to a place of the sound that is played or paused.
    Q_INVOKABLE void seek(int milliseconds);
    Q_INVOKABLE void stop();
    // "0:42", as a place in a sound is written.
    Q_INVOKABLE static QString timeText(int milliseconds);

    [[nodiscard]] const QString &address() const { return m_address; }
    [[nodiscard]] bool isPlaying() const { return m_state == State::Playing; }
    [[nodiscard]] bool isLoading() const { return m_state == State::Loading; }
    [[nodiscard]] int duration() const { return int(m_duration); }
    [[nodiscard]] int position() const;
    [[nodiscard]] const QString &problem() const { return m_problem; }
    [[nodiscard]] const QString &advice() const { return m_advice; }

Q_SIGNALS:
    void changed();
    void moved();

private:
    enum class State { Idle, Loading, Playing, Paused };

    void load(const QString &address);
    void begin();
    void finish();
    void fail(const base::Error &error);
    void dropOutput();

    SoundOutputMaker m_makeOutput;
    QThreadPool m_pool;
    base::Task<std::shared_ptr<dataset::SoundFile>> m_loadingTask;
    QString m_address;
    State m_state = State::Idle;
    std::unique_ptr<SoundStream> m_stream;
    std::unique_ptr<SoundOutput> m_output; // goes before what it reads
    qint64 m_begunAt = 0; // where the output began; the place while there is none
    qint64 m_duration = 0; // a view counts with int: what is longer than 24 days ends there
    QString m_problem;
    QString m_advice;
    QTimer m_clock;
};

} // namespace datanet::app
