#include "media/sound_output.h"

#include <QAudioDevice>
#include <QAudioSink>
#include <QIODevice>
#include <QMediaDevices>

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;

namespace {

class SystemOutput final : public SoundOutput
{
public:
    base::Status start(const QAudioFormat &format, QIODevice *samples) override
    {
        stop();
        const QAudioDevice device = QMediaDevices::defaultAudioOutput();
        if (device.isNull())
            return fail(ErrorKind::NotFound, u"no loudspeakers or headphones were found on this computer"_s,
                        u"connect some, and press play again"_s);
        if (!device.isFormatSupported(format))
            return fail(ErrorKind::Invalid,
                        u"“%1” can't play %2 samples a second"_s.arg(device.description()).arg(format.sampleRate()),
                        u"choose another sound device in the settings of the system"_s);
        m_sink = std::make_unique<QAudioSink>(device, format);
        connect(m_sink.get(), &QAudioSink::stateChanged, this, &SystemOutput::follow);
        m_samples = samples;
        m_sink->start(samples);
        if (m_sink->error() == QAudio::OpenError) {
            stop();
            return fail(ErrorKind::Io, u"“%1” could not be opened"_s.arg(device.description()),
                        u"see whether another program holds it, and press play again"_s);
        }
        return {};
    }
    void stop() override
    {
        if (!m_sink)
            return;
        m_sink->disconnect(this);
        m_sink->stop();
        m_sink.release()->deleteLater(); // it may be telling of its state just now
        m_samples = nullptr;
    }
    [[nodiscard]] qint64 heard() const override { return m_sink ? m_sink->processedUSecs() / 1000 : 0; }

private:
    void follow(QAudio::State state)
    {
        if (state == QAudio::IdleState && m_samples != nullptr && m_samples->atEnd())
            Q_EMIT ended();
        else if (state == QAudio::StoppedState && m_sink->error() != QAudio::NoError)
            Q_EMIT failed({ErrorKind::Io, u"the sound device stopped"_s, u"see whether it is still connected"_s});
    }

    std::unique_ptr<QAudioSink> m_sink;
    QIODevice *m_samples = nullptr;
};

} // namespace

std::unique_ptr<SoundOutput> systemSoundOutput()
{
    return std::make_unique<SystemOutput>();
}

} // namespace datanet::app
