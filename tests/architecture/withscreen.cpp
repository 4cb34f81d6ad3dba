// SPDX-License-Identifier: GPL-3.0-or-later
// Links Qt Gui, so that the check of links.cmake has something to refuse. It is never run.
#include <QGuiApplication>

int main()
{
    return QGuiApplication::platformName().isEmpty() ? 0 : 1;
}
