#pragma once

#include "dataset/sound_file.h"

#include <QAudioFormat>
#include <QIODevice>

#include <memory>
#include <vector>

namespace datanet::app {

// A sound as the samples that a sound device takes, 16 bits each, decoded as they are read. More than two channels are
// mixed to one. One thread at a time.
class SoundStream final : public QIODevice
{
public:
    explicit SoundStream(std::shared_ptr<dataset::SoundFile> sound);

    [[nodiscard]] QAudioFormat format() const;
    // Milliseconds from the beginning; where reading goes on.
    base::Status seekTo(qint64 milliseconds);
    // Damage that was met; what was read up to it is good.
    [[nodiscard]] const std::optional<base::Error> &problem() const { return m_problem; }

    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] bool atEnd() const override { return m_ended; }
    [[nodiscard]] qint64 bytesAvailable() const override;

protected:
    qint64 readData(char *data, qint64 most) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    std::shared_ptr<dataset::SoundFile> m_sound;
    std::vector<float> m_samples;
    std::optional<base::Error> m_problem;
    bool m_ended = false;
};

} // namespace datanet::app
