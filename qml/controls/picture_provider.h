#pragma once

#include <QQuickImageProvider>

namespace datanet::controls {

// The pictures the controls are drawn with, made on demand for any colour, size and pixel ratio; works with every scene
// graph renderer, the software one included. Colours are written rrggbb or aarrggbb.
//
//   image://datanet/icon/NAME/COLOUR[/CONTRAST]           an icon of resources/icons; CONTRAST replaces "contrastColor"
//   image://datanet/stripes/COLOUR/COLOUR/BAND/RADIUS     diagonal bands, BAND pixels wide (practice)
//   image://datanet/hatch/COLOUR/GAP                      thin diagonal lines, GAP pixels apart (nothing here)
//   image://datanet/dashes/COLOUR/RADIUS                  a dashed frame
//   image://datanet/shadow/COLOUR/BLUR/OFFSET/PAD/RADIUS  a blurred rounded square, for a BorderImage
//   image://datanet/identicon/HEX/light|dark              five by five squares, drawn from a hash of HEX
//
// What is measured in pixels may end in @RATIO, the pixel ratio of the screen.
// The answer to a wrong address is a null image, which the scene reports as a warning. Thread-safe: no state.
class PictureProvider : public QQuickImageProvider
{
public:
    static constexpr int kMaximumSide = 8192; // pixels; larger requests are cut to this

    PictureProvider();

    QImage requestImage(const QString &id, QSize *size, const QSize &requestedSize) override;
};

} // namespace datanet::controls
