"""What `./dev bench` prints: Word files a second on one core, ours beside others over the same files.

bench.py READ_DOCUMENTS FOLDER [REAL]   FOLDER/docx and FOLDER/doc are make_bench_documents'; REAL a folder of
                                        .docx that people made, whatever is in them
"""
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time

LEAST_RATIO = 30  # over python-docx


def ours(program, folder, any_file=False):
    """Files a second: read, and read with the forms in them."""
    out = subprocess.run([program, folder], check=True, capture_output=True, text=True).stdout.split()
    files, read, forms = (int(number) for number in out[:3])
    if not any_file and (read != files or forms != files):
        sys.exit(f"{folder}: of {files} files {read} were read and a form was found in {forms}")
    return files / float(out[3]), files / float(out[4])


def rate(read, files):
    begun = time.process_time()
    for file in files:
        read(file)
    return len(files) / (time.process_time() - begun)


def python_docx(file):
    import docx
    document = docx.Document(file)
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return paragraphs, cells


def mammoth(file):
    import mammoth
    with open(file, "rb") as stream:
        return mammoth.extract_raw_text(stream).value


def libreoffice(files):
    """One process for all; its CPU seconds, start included."""
    if not shutil.which("soffice"):
        return None
    with tempfile.TemporaryDirectory() as place:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(["soffice", f"-env:UserInstallation=file://{place}/profile", "--headless", "--convert-to", "docx",
                        "--outdir", f"{place}/out", *files], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        made = len(list(pathlib.Path(place, "out").glob("*.docx")))
    return made / (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def tell(what, value, own):
    print(f"{what:34}" + (f"{value:10.1f} /s   ours {own / value:.0f} times" if value else "   skipped: not installed"))


def main():
    program, folder, *more = sys.argv[1:]
    real = more[0] if more else None
    docx_files = sorted(str(file) for file in pathlib.Path(folder, "docx").iterdir())
    doc_files = sorted(str(file) for file in pathlib.Path(folder, "doc").iterdir())
    docx_rate, docx_forms = ours(program, f"{folder}/docx")
    doc_rate, doc_forms = ours(program, f"{folder}/doc")
    print(f"{len(docx_files)} files, CPU time of one core")
    print(f"{'.docx, ours':34}{docx_rate:10.1f} /s   with the form's fields {docx_forms:.1f} /s")
    peer = rate(python_docx, docx_files)
    tell(".docx, python-docx", peer, docx_rate)
    try:
        tell(".docx, mammoth", rate(mammoth, docx_files), docx_rate)
    except ImportError:
        tell(".docx, mammoth", None, docx_rate)
    print(f"{'.doc, ours':34}{doc_rate:10.1f} /s   with the form's fields {doc_forms:.1f} /s")
    tell(".doc, LibreOffice to .docx", libreoffice(doc_files), doc_rate)
    if docx_rate < LEAST_RATIO * peer:
        print(f"less than {LEAST_RATIO} times python-docx")
    if real:
        files = sorted(str(file) for file in pathlib.Path(real).iterdir())
        real_rate, _ = ours(program, real, any_file=True)
        print(f"{len(files)} files of {real}\n{'.docx, ours':34}{real_rate:10.1f} /s")
        tell(".docx, python-docx", rate(python_docx, files), real_rate)


main()
