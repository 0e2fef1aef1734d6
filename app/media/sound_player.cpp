#include "media/sound_player.h"

#include "dataset/sound_file.h"
#include "format/error_text.h"
#include "format/media_text.h"
#include "media/media_address.h"
#include "media/sound_stream.h"

#include <algorithm>
#include <limits>

namespace datanet::app {

using namespace Qt::StringLiterals;

SoundPlayer::SoundPlayer(SoundOutputMaker output, QObject *parent) : QObject(parent), m_makeOutput(std::move(output))
{
    m_pool.setMaxThreadCount(1);
    constexpr int kTick = 100;
    m_clock.setInterval(kTick);
    connect(&m_clock, &QTimer::timeout, this, &SoundPlayer::moved);
}

SoundPlayer::~SoundPlayer()
{
    dropOutput();
    m_pool.waitForDone();
}

void SoundPlayer::toggle(const QString &address)
{
    if (address != m_address || (m_state == State::Idle && !m_stream)) {
        load(address);
        return;
    }
    switch (m_state) {
    case State::Loading:
        stop();
        return;
    case State::Playing:
        m_begunAt = position();
        dropOutput();
        m_state = State::Paused;
        m_clock.stop();
        break;
    case State::Paused:
    case State::Idle:
        begin();
        return;
    }
    Q_EMIT changed();
    Q_EMIT moved();
}

void SoundPlayer::load(const QString &address)
{
    stop();
    m_stream.reset();
    m_address = address;
    m_duration = m_begunAt = 0;
    m_problem.clear();
    m_advice.clear();
    m_state = State::Loading;
    Q_EMIT changed();
    Q_EMIT moved();
    m_loadingTask = base::runTask<std::shared_ptr<dataset::SoundFile>>(
        &m_pool, [address](base::TaskContext &) -> base::Result<std::shared_ptr<dataset::SoundFile>> {
            const auto where = MediaAddress::fromText(address);
            auto bytes = where
                ? where->read()
                : base::Result<base::Bytes>(base::fail(base::ErrorKind::Invalid, u"this record names no sound"_s));
            if (!bytes)
                return base::fail(bytes.error());
            auto sound = dataset::SoundFile::open(std::move(*bytes));
            if (!sound)
                return base::fail(sound.error());
            return std::make_shared<dataset::SoundFile>(std::move(*sound));
        });
    base::whenDone(m_loadingTask, this,
                   [this, address](const base::Result<std::shared_ptr<dataset::SoundFile>> &sound) {
                       if (m_state != State::Loading || address != m_address)
                           return;
                       if (!sound) {
                           fail(sound.error());
                           return;
                       }
                       m_duration = (*sound)->frames() / (*sound)->rate() * 1000
                           + (*sound)->frames() % (*sound)->rate() * 1000 / (*sound)->rate();
                       m_duration = std::min<qint64>(m_duration, std::numeric_limits<int>::max());
                       m_stream = std::make_unique<SoundStream>(*sound);
                       begin();
                   });
}

void SoundPlayer::begin()
{
    m_problem.clear();
    m_advice.clear();
    if (auto status = m_stream->seekTo(m_begunAt); !status) {
        fail(status.error());
        return;
    }
    m_output = m_makeOutput();
    connect(m_output.get(), &SoundOutput::ended, this, &SoundPlayer::finish);
    connect(m_output.get(), &SoundOutput::failed, this, &SoundPlayer::fail);
    if (auto status = m_output->start(m_stream->format(), m_stream.get()); !status) {
        fail(status.error());
        return;
    }
    m_state = State::Playing;
    m_clock.start();
    Q_EMIT changed();
    Q_EMIT moved();
}

void SoundPlayer::finish()
{
    if (m_stream && m_stream->problem()) {
        fail(*m_stream->problem());
        return;
    }
    dropOutput();
    m_begunAt = 0;
    m_state = State::Idle;
    m_clock.stop();
    Q_EMIT changed();
    Q_EMIT moved();
}

void SoundPlayer::fail(const base::Error &error)
{
    if (m_output)
        m_begunAt = position();
    dropOutput();
    m_state = m_stream ? State::Paused : State::Idle;
    m_clock.stop();
    m_problem = ErrorSentences::sentence(error.what);
    m_advice = ErrorSentences::sentence(error.hint);
    Q_EMIT changed();
    Q_EMIT moved();
}

void SoundPlayer::seek(int milliseconds)
{
    if (!m_stream)
        return;
    m_begunAt = std::clamp<qint64>(milliseconds, 0, m_duration);
    if (m_state == State::Playing) {
        dropOutput();
        begin();
        return;
    }
    m_state = State::Paused;
    Q_EMIT changed();
    Q_EMIT moved();
}

void SoundPlayer::stop()
{
    dropOutput();
    m_begunAt = 0;
    m_state = State::Idle;
    m_clock.stop();
    Q_EMIT changed();
    Q_EMIT moved();
}

void SoundPlayer::dropOutput()
{
    if (!m_output)
        return;
    m_output->disconnect(this);
    m_output->stop();
    m_output.release()->deleteLater(); // it may be telling something just now
}

int SoundPlayer::position() const
{
    return int(m_output ? std::min(m_duration, m_begunAt + m_output->heard()) : m_begunAt);
}

QString SoundPlayer::timeText(int milliseconds)
{
    return MediaText::time(milliseconds);
}

} // namespace datanet::app
