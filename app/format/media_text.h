#pragma once

#include "dataset/kept_file.h"

#include <QCoreApplication>
#include <QString>

namespace datanet::app {

// A record's picture or sound in words. Translated. Any thread.
class MediaText
{
    Q_DECLARE_TR_FUNCTIONS(MediaText)

public:
    // A place in a sound or how long it is: "0:42", "61:05" is "1:01:05". Below a second "0:00".
    [[nodiscard]] static QString time(qint64 milliseconds);
    // "1,200 × 800 pixels", "0:42"; empty where nothing is known.
    [[nodiscard]] static QString facts(const dataset::RecordMedia &media);
    // As a screen reader says it: "Picture, leaf.jpg", "Sound, 0:42".
    [[nodiscard]] static QString spoken(const dataset::RecordMedia &media);
};

} // namespace datanet::app
