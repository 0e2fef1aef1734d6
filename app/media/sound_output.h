#pragma once

#include "base/result.h"

#include <QAudioFormat>
#include <QObject>

#include <functional>
#include <memory>

class QIODevice;

namespace datanet::app {

// Where sound goes: the seam between playing and the sound device. GUI thread.
class SoundOutput : public QObject
{
    Q_OBJECT

public:
    // Begins to take samples from `samples`, which must outlive it or stop(). NotFound, with what to do, when there is
    // no device, Invalid when it can't play the format.
    virtual base::Status start(const QAudioFormat &format, QIODevice *samples) = 0;
    virtual void stop() = 0;
    // Heard since start(), in milliseconds.
    [[nodiscard]] virtual qint64 heard() const = 0;

Q_SIGNALS:
    // All samples were heard.
    void ended();
    // The device went away or broke down.
    void failed(const base::Error &error);
};

using SoundOutputMaker = std::function<std::unique_ptr<SoundOutput>()>;

// The device that the system plays sound on.
[[nodiscard]] std::unique_ptr<SoundOutput> systemSoundOutput();

} // namespace datanet::app
